package org.popauth.cli.explain;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import org.popauth.cli.terminal.Paint;
import org.popauth.cli.text.EventText;
import org.popauth.cli.text.Times;
import org.popauth.events.MailEvent;
import org.popauth.events.Printable;
import org.popauth.maillog.Reading;

/// A line for each line, for people.
///
/// @param named true to begin each with the name of its input
/// @param fields prints where the values stood; null if nobody asks
record TextReport(
        PrintStream out, Times times, boolean named, boolean colour, @Nullable FieldText fields)
        implements Report {

    private static final int REASON_CHARS_MAX = 200;

    @Override
    public void add(Explained line) {
        var place = line.number() + ": ";
        out.print(named ? Printable.of(line.input().name(), 200) + ":" + place : place);
        out.println(
                switch (line.reading()) {
                    case Reading.Recognised recognised -> text(recognised.event());
                    case Reading.Ignored ignored ->
                            Paint.DIM.on("ignored: " + ignored.sentence(), colour);
                    case Reading.Unparsable unparsable ->
                            Paint.ODD.on("unparsable: " + reason(unparsable), colour);
                });
        if (fields != null) {
            fields.print(line, out);
        }
    }

    private String text(MailEvent event) {
        return EventText.paint(event).on(EventText.what(event), colour)
                + " "
                + Paint.STRONG.on(event.client().toString(), colour)
                + "  "
                + times.of(event.at())
                + " "
                + event.host()
                + " "
                + Printable.of(event.program(), 64)
                + "  "
                + EventText.details(event);
    }

    private static String reason(Reading.Unparsable unparsable) {
        return Printable.of(unparsable.reason(), REASON_CHARS_MAX);
    }

    @Override
    public void flush() {
        out.flush();
    }

    @Override
    public void end() {
        if (fields != null) {
            fields.printLegend(out);
        }
    }
}
