package org.popauth.maillog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.popauth.events.OffenceKind;

/// The published schema of files of patterns says what the code takes.
class PatternSchemaTest {

    private static final Path SCHEMA = Path.of("../docs/reference/patterns.schema.json");
    private static final YAMLMapper YAML = new YAMLMapper();

    @Test
    void aFileThatIsRightIsRightByTheSchema() throws IOException {
        assertThat(errors(Files.readString(OperatorPatternsTest.GOOD))).isEmpty();
    }

    @Test
    void aKeyAnEventOrAGroupThatThereIsNotIsWrongByTheSchema() throws IOException {
        var good = Files.readString(OperatorPatternsTest.GOOD);

        assertThat(errors(good.replace("programs: teamd", "program: teamd"))).isNotEmpty();
        assertThat(errors(good.replace("event: offence", "event: offense"))).isNotEmpty();
        assertThat(errors(good.replace("user: joe", "usr: joe"))).isNotEmpty();
    }

    @Test
    void theSchemaNamesAllKindsOfOffences() throws IOException {
        var kinds = YAML.readTree(SCHEMA.toFile()).at("/$defs/pattern/properties/kind/enum");

        assertThat(kinds)
                .extracting(JsonNode::asText)
                .isEqualTo(Stream.of(OffenceKind.values()).map(OffenceKind::toString).toList());
    }

    private static List<Error> errors(String file) throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(SCHEMA))
                .validate(YAML.readTree(file));
    }
}
