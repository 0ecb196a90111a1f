package org.popauth.ingest.topic;

import org.popauth.ingest.progress.AcknowledgedPrefix;
import org.popauth.ingest.progress.Mark;
import org.popauth.ingest.source.LineIntake;

/// Makes what takes the lines of one partition.
public interface Intakes {

    /// @param start where reading goes on
    AcknowledgedPrefix prefix(Mark start);

    /// @param source the partition's name in event ids
    LineIntake intake(String source, AcknowledgedPrefix prefix);
}
