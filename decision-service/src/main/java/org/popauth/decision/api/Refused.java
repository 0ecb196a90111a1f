package org.popauth.decision.api;

/// A request that cannot be answered.
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String parameter;

    Refused(int status, String parameter, String detail) {
        super(detail);
        this.status = status;
        this.parameter = parameter;
    }

    static Refused badParameter(String parameter, String detail) {
        return new Refused(400, parameter, detail);
    }

    Problem problem() {
        return new Problem(status, String.valueOf(getMessage()), parameter);
    }
}
