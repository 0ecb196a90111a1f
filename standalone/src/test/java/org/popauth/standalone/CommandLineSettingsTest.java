package org.popauth.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandLineSettingsTest {

    @Test
    void whatTheCommandLineSaysCountsMoreThanAFileThatCountsAsSystemProperties() {
        // Given
        var file = Map.of("said.and.written", "written", "only.written", "written");
        CommandLineSettings.say("said.and.written", "said");

        // When
        var config =
                new SmallRyeConfigBuilder()
                        .addDiscoveredSources()
                        .withSources(new PropertiesConfigSource(file, "a file", 400))
                        .build();

        // Then
        assertThat(config.getValue("said.and.written", String.class)).isEqualTo("said");
        assertThat(config.getValue("only.written", String.class)).isEqualTo("written");
    }
}
