package org.popauth.decision.policy;

/// How far a rule may go.
public enum Mode {
    /// It counts nothing.
    OFF,
    /// What it decides is shown and never enforced.
    SIMULATE,
    /// What it decides holds on every mail host.
    ENFORCE
}
