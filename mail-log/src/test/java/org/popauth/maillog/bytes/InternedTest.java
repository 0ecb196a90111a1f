package org.popauth.maillog.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InternedTest {

    private final List<String> made = new ArrayList<>();
    private final Interned<String> interned =
            new Interned<>(
                    name -> {
                        made.add(name);
                        return name;
                    });

    private String get(String before, String name, String behind) {
        var bytes = (before + name + behind).getBytes(StandardCharsets.UTF_8);
        return interned.get(bytes, before.length(), bytes.length - behind.length());
    }

    @Test
    void aNameOfAnyLengthIsMadeOnceWhereverItStands() {
        var name = "";
        for (int length = 0; length <= 40; length++) {
            made.clear();
            assertThat(get("", name, "")).isEqualTo(name);
            assertThat(get("x", name, "")).isEqualTo(name);
            assertThat(get("", name, "y")).isEqualTo(name);
            assertThat(get("twelve bytes", name, "and more bytes")).isEqualTo(name);
            assertThat(made).containsExactly(name);
            name += (char) ('a' + length % 26);
        }
    }

    @Test
    void namesThatDifferAnywhereAreToldApart() {
        var name = "postfix/submission/smtpd";
        for (int i = 0; i < name.length(); i++) {
            var other = name.substring(0, i) + '#' + name.substring(i + 1);
            assertThat(get("", name, "")).isEqualTo(name);
            assertThat(get("", other, "")).isEqualTo(other);
        }
    }

    @Test
    void whatIsOnlyLongerByZerosIsAnotherName() {
        for (var name : List.of("mx1", "dovecot\0", "postfix/smtpd")) {
            assertThat(get("", name, "\0\0\0\0\0\0\0\0")).isEqualTo(name);
            assertThat(get("", name + "\0", "")).isEqualTo(name + "\0");
        }
    }
}
