package org.popauth.cli;

import static java.lang.classfile.ClassFile.JAVA_6_VERSION;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/// Gives the classes in a jar that were compiled for Java 5, which are picocli's, the stack maps of
/// Java 6. Nothing else in them changes.
///
/// Without stack maps the JVM takes long to verify a class, and does not keep it in its archive of
/// loaded classes: that is a quarter of the program's start.
final class StackMaps {

    private static final ClassFile WITH_MAPS = ClassFile.of(StackMapsOption.GENERATE_STACK_MAPS);

    /// Where a class file says for which Java it was made.
    private static final int VERSION_AT = 6;

    private static final ClassTransform RENEW =
            ClassTransform.transformingMethodBodies((code, element) -> code.with(element))
                    .andThen(
                            (made, element) -> {
                                if (element instanceof ClassFileVersion) {
                                    made.withVersion(JAVA_6_VERSION, 0);
                                } else {
                                    made.with(element);
                                }
                            });

    private StackMaps() {}

    /// @param args the jar, which is replaced and must also be in the class path
    public static void main(String[] args) throws IOException {
        var jar = Path.of(args[0]);
        var made = jar.resolveSibling(jar.getFileName() + ".new");
        try (var in = new JarFile(jar.toFile());
                var out = Files.newOutputStream(made)) {
            copy(in, out);
        }
        Files.move(made, jar, REPLACE_EXISTING);
    }

    private static void copy(JarFile in, OutputStream file) throws IOException {
        try (var out = new JarOutputStream(file)) {
            for (var entry : Collections.list(in.entries())) {
                byte[] bytes = in.getInputStream(entry).readAllBytes();
                out.putNextEntry(new JarEntry(entry.getName()));
                out.write(isOld(entry, bytes) ? renewed(bytes) : bytes);
                out.closeEntry();
            }
        }
    }

    private static boolean isOld(JarEntry entry, byte[] bytes) {
        return entry.getName().endsWith(".class")
                && (bytes[VERSION_AT] << 8 | bytes[VERSION_AT + 1]) < JAVA_6_VERSION;
    }

    static byte[] renewed(byte[] bytes) {
        return WITH_MAPS.transformClass(WITH_MAPS.parse(bytes), RENEW);
    }
}
