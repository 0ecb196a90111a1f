package org.popauth.standalone;

/// What an instance does once its services run.
@FunctionalInterface
interface Task {

    /// Does it; the instance ends when this returns.
    ///
    /// @return the exit status
    int run() throws Exception;
}
