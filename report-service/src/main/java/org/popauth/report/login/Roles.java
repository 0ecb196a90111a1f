package org.popauth.report.login;

/// What somebody who is logged in may do.
public final class Roles {

    /// Look at every page.
    public static final String VIEWER = "viewer";

    /// Give orders, too.
    public static final String OPERATOR = "operator";

    private Roles() {}
}
