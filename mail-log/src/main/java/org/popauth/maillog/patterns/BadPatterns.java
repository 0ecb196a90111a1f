package org.popauth.maillog.patterns;

import java.util.List;
import java.util.stream.Collectors;

/// A file of patterns that must not be used. The message has a line for each mistake.
public final class BadPatterns extends Exception {

    private static final long serialVersionUID = 1L;

    /// More mistakes than these are not told at once.
    private static final int FAULTS_MAX = 20;

    private final transient List<Fault> faults;

    /// @param faults at least one, in the order of the file
    public BadPatterns(List<Fault> faults) {
        super(
                faults.stream()
                        .limit(FAULTS_MAX)
                        .map(Fault::toString)
                        .collect(Collectors.joining("\n")));
        this.faults = List.copyOf(faults);
    }

    /// What is wrong.
    public List<Fault> faults() {
        return faults;
    }
}
