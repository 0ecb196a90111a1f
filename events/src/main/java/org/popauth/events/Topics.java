package org.popauth.events;

import java.time.Duration;
import java.util.List;

/// The topics of the contract.
public final class Topics {

    /// What mail servers reported, keyed by client.
    public static final Topic<MailEvent> MAIL_EVENTS =
            new Topic<>("mail-events", MailEvent.class, false, Duration.ofDays(7));

    /// What must hold, keyed by [Decision#key()].
    public static final Topic<Decision> DECISIONS =
            new Topic<>("decisions", Decision.class, true, null);

    /// What people asked for, keyed by client or network.
    public static final Topic<OperatorOrder> OPERATOR_ORDERS =
            new Topic<>("operator-orders", OperatorOrder.class, false, Duration.ofDays(30));

    /// What mail hosts did, keyed by mail host.
    public static final Topic<Enforcement> ENFORCEMENTS =
            new Topic<>("enforcements", Enforcement.class, false, Duration.ofDays(7));

    /// The optional input of raw syslog lines, keyed by mail host. Its values are no JSON.
    public static final String SYSLOG = "syslog";

    /// How long dead letters are kept.
    public static final Duration DEAD_LETTERS_RETENTION = Duration.ofDays(30);

    /// Header of a dead letter: why the record could not be read.
    public static final String DEAD_LETTER_REASON = "dead-letter-reason";

    /// Header of a dead letter: the topic that it came from.
    public static final String DEAD_LETTER_TOPIC = "dead-letter-topic";

    /// Header of a dead letter: the partition that it came from.
    public static final String DEAD_LETTER_PARTITION = "dead-letter-partition";

    /// Header of a dead letter: its offset in that partition.
    public static final String DEAD_LETTER_OFFSET = "dead-letter-offset";

    private Topics() {}

    /// All topics with JSON values.
    public static List<Topic<?>> all() {
        return List.of(MAIL_EVENTS, DECISIONS, OPERATOR_ORDERS, ENFORCEMENTS);
    }
}
