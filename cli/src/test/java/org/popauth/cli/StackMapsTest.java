package org.popauth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackMapsTest {

    private static final String OLD = "picocli/CommandLine.class";
    private static final String NEW = "org/popauth/cli/Popauth.class";
    private static final String TEXT = "text";

    @TempDir Path directory;

    @Test
    void oldClassesGetStackMapsAndAllElseStaysAsItIs() throws IOException {
        // Given
        var jar = directory.resolve("a.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            write(out, OLD, resource(OLD));
            write(out, NEW, resource(NEW));
            write(out, TEXT, new byte[] {1});
        }
        // When
        StackMaps.main(new String[] {jar.toString()});
        // Then
        try (var made = new JarFile(jar.toFile())) {
            assertThat(made.stream().map(JarEntry::getName)).containsExactly(OLD, NEW, TEXT);
            assertThat(bytes(made, NEW)).isEqualTo(resource(NEW));
            assertThat(bytes(made, TEXT)).isEqualTo(new byte[] {1});
            var before = ClassFile.of().parse(resource(OLD));
            var after = ClassFile.of().parse(bytes(made, OLD));
            assertThat(before.majorVersion()).isEqualTo(ClassFile.JAVA_5_VERSION);
            assertThat(after.majorVersion()).isEqualTo(ClassFile.JAVA_6_VERSION);
            assertThat(stackMaps(before)).isZero();
            assertThat(stackMaps(after)).isPositive();
            assertThat(after.methods()).hasSameSizeAs(before.methods());
            assertThat(ClassFile.of().verify(after)).isEmpty();
        }
        assertThat(directory).isDirectoryNotContaining("glob:**.new");
    }

    private static long stackMaps(ClassModel read) {
        return read.methods().stream()
                .flatMap(method -> method.code().stream())
                .filter(code -> code.findAttribute(Attributes.stackMapTable()).isPresent())
                .count();
    }

    private static void write(JarOutputStream out, String name, byte[] bytes) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(bytes);
    }

    private static byte[] bytes(JarFile jar, String name) throws IOException {
        return jar.getInputStream(jar.getEntry(name)).readAllBytes();
    }

    private static byte[] resource(String name) throws IOException {
        try (var in = StackMapsTest.class.getResourceAsStream("/" + name)) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }
}
