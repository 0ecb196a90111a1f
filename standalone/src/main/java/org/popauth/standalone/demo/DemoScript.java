package org.popauth.standalone.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/// An endless mail log: all stories in turn, several at a time, each time with other addresses.
final class DemoScript {

    private static final List<String> HOSTS =
            List.of("mx1.example.org", "mx2.example.org", "imap.example.org");
    private static final int AT_A_TIME = 4;
    private static final int NUMBERS = 250;
    private static final int FIRST_PID = 2000;

    private final List<Story> stories;
    private final Random random;
    private final List<Telling> current = new ArrayList<>();
    private int begun;

    DemoScript(List<Story> stories, Random random) {
        this.stories = List.copyOf(stories);
        this.random = random;
    }

    /// The bundled stories.
    static DemoScript bundled(Random random) {
        var stream =
                Objects.requireNonNull(
                        DemoScript.class.getResourceAsStream("stories.txt"),
                        "stories.txt is not on the class path");
        try (var reader = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
            return new DemoScript(Story.parse(reader.lines().toList()), random);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the demo's stories", e);
        }
    }

    /// The next thing that happens somewhere: lines without time stamps.
    List<String> next() {
        while (current.size() < AT_A_TIME) {
            current.add(begin());
        }
        var telling = current.get(random.nextInt(current.size()));
        var lines = telling.next();
        if (telling.isOver()) {
            current.remove(telling);
        }
        return lines;
    }

    private Telling begin() {
        var story = stories.get(begun % stories.size());
        var host = HOSTS.get(random.nextInt(HOSTS.size()));
        int number = 10 + (begun * 7 + random.nextInt(3)) % (NUMBERS - 10);
        begun++;
        return new Telling(story, host, number, FIRST_PID + begun);
    }
}
