package org.popauth.cli.doctor.probe;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Two questions to a Kafka broker, in its own protocol: what it can do (ApiVersions, which anybody
/// may ask), and what time it is (DescribeQuorum).
///
/// No request of Kafka's asks for the time. But whoever leads the cluster says of each voter when
/// it last knew everything, and of itself that this is now.
final class KafkaTalk {

    private static final short API_VERSIONS = 18;
    private static final short DESCRIBE_QUORUM = 55;
    private static final short WITH_TIMESTAMPS = 1;
    private static final short NOT_AUTHORISED = 31;
    private static final String CLIENT = "popauth";
    private static final String METADATA = "__cluster_metadata";
    private static final int CORRELATION = 20_060_401;
    private static final int ANSWER_BYTES_MAX = 1_000_000;
    private static final int VARINT_BYTES_MAX = 5;

    private final DataInputStream in;
    private final DataOutputStream out;

    KafkaTalk(InputStream in, OutputStream out) {
        this.in = new DataInputStream(in);
        this.out = new DataOutputStream(out);
    }

    /// @throws IOException when no broker answers
    void versions() throws IOException {
        try {
            ask(API_VERSIONS, (short) 0, new byte[0]);
        } catch (EOFException e) {
            throw new IOException("it hangs up: no Kafka broker, or one that wants TLS", e);
        }
    }

    /// What time it is on the leader of the cluster.
    ///
    /// @return milliseconds since 1970
    /// @throws IOException when it is not told
    long clock() throws IOException {
        try {
            var answer = ask(DESCRIBE_QUORUM, WITH_TIMESTAMPS, question());
            skipTags(answer);
            check(answer.readShort());
            only(answer);
            skipText(answer);
            only(answer);
            answer.readInt();
            check(answer.readShort());
            return leadersTime(answer);
        } catch (EOFException e) {
            throw new IOException("the broker is too old to tell (Kafka 3.3 is not)", e);
        }
    }

    /// About the one partition that the quorum is of.
    private static byte[] question() throws IOException {
        var bytes = new ByteArrayOutputStream();
        var data = new DataOutputStream(bytes);
        data.writeByte(0);
        data.writeByte(1 + 1);
        data.writeByte(METADATA.length() + 1);
        data.writeBytes(METADATA);
        data.writeByte(1 + 1);
        data.writeInt(0);
        data.write(new byte[3]);
        return bytes.toByteArray();
    }

    private static long leadersTime(DataInputStream answer) throws IOException {
        int leader = answer.readInt();
        answer.skipNBytes(Integer.BYTES + Long.BYTES);
        for (int left = varint(answer) - 1; left > 0; left--) {
            int voter = answer.readInt();
            answer.skipNBytes(2 * Long.BYTES);
            long caughtUp = answer.readLong();
            skipTags(answer);
            if (voter == leader && caughtUp > 0) {
                return caughtUp;
            }
        }
        throw new IOException("the broker names no leader");
    }

    private DataInputStream ask(short api, short version, byte[] body) throws IOException {
        var request = new ByteArrayOutputStream();
        var data = new DataOutputStream(request);
        data.writeShort(api);
        data.writeShort(version);
        data.writeInt(CORRELATION);
        data.writeShort(CLIENT.length());
        data.write(CLIENT.getBytes(StandardCharsets.US_ASCII));
        data.write(body);
        var framed = new ByteArrayOutputStream();
        new DataOutputStream(framed).writeInt(request.size());
        request.writeTo(framed);
        out.write(framed.toByteArray());
        out.flush();
        return answer();
    }

    private DataInputStream answer() throws IOException {
        int bytes = in.readInt();
        if (bytes < Integer.BYTES + Short.BYTES
                || bytes > ANSWER_BYTES_MAX
                || in.readInt() != CORRELATION) {
            throw new IOException("what answers is no Kafka broker, or one that wants TLS");
        }
        var rest = in.readNBytes(bytes - Integer.BYTES);
        return new DataInputStream(new java.io.ByteArrayInputStream(rest));
    }

    private static void check(short error) throws IOException {
        if (error == NOT_AUTHORISED) {
            throw new IOException(
                    "the broker does not tell it to this agent, who may not DESCRIBE the cluster");
        }
        if (error != 0) {
            throw new IOException("the broker does not tell: error " + error + " of Kafka's");
        }
    }

    private static void only(DataInputStream answer) throws IOException {
        if (varint(answer) != 1 + 1) {
            throw new IOException("the broker tells of no quorum");
        }
    }

    private static void skipText(DataInputStream answer) throws IOException {
        answer.skipNBytes(Math.max(0, varint(answer) - 1));
    }

    private static void skipTags(DataInputStream answer) throws IOException {
        for (int left = varint(answer); left > 0; left--) {
            varint(answer);
            answer.skipNBytes(varint(answer));
        }
    }

    private static int varint(DataInputStream answer) throws IOException {
        int value = 0;
        for (int n = 0; n < VARINT_BYTES_MAX; n++) {
            int read = answer.readUnsignedByte();
            value |= (read & 0x7f) << 7 * n;
            if (read < 0x80) {
                return value;
            }
        }
        throw new IOException("what answers is no Kafka broker");
    }
}
