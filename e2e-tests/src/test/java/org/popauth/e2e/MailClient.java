package org.popauth.e2e;

/// A client of the laboratory's mail hosts, at one address.
record MailClient(Laboratory laboratory, String address) {

    private static final int REFUSED = 55;
    private static final int NO_ANSWER = 28;
    private static final int NOT_CONNECTED = 7;

    /// How a mail fared.
    enum Fate {
        TAKEN,
        REFUSED,
        NO_ANSWER,
        ELSE
    }

    /// What both said, and how it ended.
    record Dialogue(Fate fate, String text) {}

    /// Sends a mail from here to the rest of the world: relays.
    Dialogue relay(String mailHost) {
        return mail(mailHost, "joe@example.org", "ann@elsewhere.example", "pc.example.net");
    }

    Dialogue mail(String mailHost, String from, String to, String helo) {
        var result = laboratory.run("smtp", address, addressOf(mailHost), from, to, helo);
        return new Dialogue(fateOf(result), result.output());
    }

    private static Fate fateOf(Command.Result result) {
        return switch (result.status()) {
            case 0 -> Fate.TAKEN;
            case REFUSED -> Fate.REFUSED;
            case NO_ANSWER, NOT_CONNECTED -> Fate.NO_ANSWER;
            default -> Fate.ELSE;
        };
    }

    /// Looks into a mailbox by POP3; true when the log-in succeeded.
    boolean fetchMail(String mailHost) {
        return laboratory.run("pop3", address, addressOf(mailHost), "joe", "secret").status() == 0;
    }

    /// The address of a mail host that this client can reach.
    String addressOf(String mailHost) {
        var last = mailHost.equals("mx1") ? "11" : "12";
        return address.contains(":") ? "2001:db8:a::" + last : "192.0.2." + last;
    }
}
