package org.popauth.maillog.patterns;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/// A YAML document, and all that is wrong with it.
///
/// Only its tree of nodes is made, no objects, so nothing that a tag names is ever created.
final class Document {

    /// The largest file.
    static final int BYTES_MAX = 256 * 1024;

    private static final int DEPTH_MAX = 10;
    private static final int ALIASES_MAX = 200;

    private final String file;
    private final List<Fault> faults = new ArrayList<>();

    /// @param file its name, as it was given
    Document(String file) {
        this.file = file;
    }

    /// The first and only document in the bytes; null when it cannot be read, which is a fault.
    @Nullable Node compose(byte[] bytes) {
        if (bytes.length > BYTES_MAX) {
            wrong(1, 1, "the file is larger than " + BYTES_MAX + " bytes");
            return null;
        }
        try {
            var reader = new StreamReader(new StringReader(text(bytes)));
            var options = options();
            var node =
                    new Composer(new ParserImpl(reader, options), new Resolver(), options)
                            .getSingleNode();
            if (node == null) {
                wrong(1, 1, "the file is empty; it begins with 'patterns:'");
            }
            return node;
        } catch (CharacterCodingException e) {
            wrong(1, 1, "the file is not UTF-8");
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark();
            wrong(line(mark), column(mark), "not YAML: " + e.getProblem());
        } catch (YAMLException e) {
            wrong(1, 1, "not YAML: " + firstLine(e));
        }
        return null;
    }

    private static String text(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }

    private static LoaderOptions options() {
        var options = new LoaderOptions();
        options.setNestingDepthLimit(DEPTH_MAX);
        options.setMaxAliasesForCollections(ALIASES_MAX);
        options.setCodePointLimit(BYTES_MAX);
        return options;
    }

    private static String firstLine(YAMLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private static int line(@Nullable Mark mark) {
        return mark == null ? 1 : mark.getLine() + 1;
    }

    private static int column(@Nullable Mark mark) {
        return mark == null ? 1 : mark.getColumn() + 1;
    }

    /// Where a node begins.
    Fault at(Node node) {
        return new Fault(file, line(node.getStartMark()), column(node.getStartMark()), "");
    }

    /// Notes what is wrong at a node.
    void wrong(Node node, String message) {
        wrong(node, 0, message);
    }

    /// Notes what is wrong some columns behind the beginning of a node.
    void wrong(Node node, int columns, String message) {
        var at = at(node);
        wrong(at.line(), at.column() + columns, message);
    }

    private void wrong(int line, int column, String message) {
        wrong(new Fault(file, line, column, message));
    }

    /// Notes a fault that was found elsewhere.
    void wrong(Fault fault) {
        faults.add(fault);
    }

    /// All that is wrong so far.
    List<Fault> faults() {
        return faults;
    }
}
