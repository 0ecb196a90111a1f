package org.popauth.benchmarks.reading;

import java.io.IOException;
import org.popauth.testsupport.TestBroker;

/// A real Kafka broker with the topics of the contract, in a process of its own, until its standard
/// input ends. Says on standard output where it is, to the program that started it.
final class Broker {

    private Broker() {}

    /// Prints the value of `kafka.bootstrap.servers` when the broker is ready, for the program that
    /// started it and reads its standard output.
    public static void main(String[] args) throws IOException {
        try (var broker = TestBroker.start()) {
            System.out.println(broker.bootstrapServers());
            while (System.in.read() >= 0) {
                continue;
            }
        }
    }
}
