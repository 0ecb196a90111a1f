package org.popauth.cli.explain;

/// What is printed about lines.
interface Report {

    /// One more line.
    void add(Explained line);

    /// Input is waited for: whatever is known should be seen.
    void flush();

    /// There are no more lines.
    void end();
}
