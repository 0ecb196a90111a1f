package org.popauth.cli.doctor.checks;

/// One restriction of an `smtpd_…_restrictions` list, e.g. `check_client_access lmdb:/x/y`.
///
/// @param argument empty when it takes none
record Restriction(String name, String argument) {

    /// True for those that an unknown destination does not get past.
    boolean endsRelaying() {
        return switch (name) {
            case "reject_unauth_destination", "defer_unauth_destination", "reject", "defer" -> true;
            default -> false;
        };
    }

    /// True when it asks an RBL about the address of the client.
    boolean asksAnRbl() {
        return name.equals("reject_rbl_client") || name.equals("reject_maps_rbl");
    }

    /// True when it is a table of clients' addresses with this name, whatever its type, or the
    /// socketmap of this name.
    boolean isTable(String table) {
        return name.equals("check_client_access")
                && (argument.endsWith("/" + table)
                        || (argument.startsWith("socketmap:") && argument.endsWith(":" + table)));
    }

    boolean isPolicy() {
        return name.equals("check_policy_service");
    }

    /// The endpoint of a policy service, without its options.
    String endpoint() {
        var text = argument.startsWith("{") ? argument.substring(1).strip() : argument;
        return text.split("[,\\s}]", 2)[0];
    }

    @Override
    public String toString() {
        return argument.isEmpty() ? name : name + " " + argument;
    }
}
