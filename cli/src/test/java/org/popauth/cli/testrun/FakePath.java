package org.popauth.cli.testrun;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/// A folder for PATH that holds only what a test puts there.
record FakePath(Path folder) {

    static FakePath in(Path folder, List<String> tools) throws IOException {
        Files.createDirectories(folder);
        for (var tool : tools) {
            Files.createSymbolicLink(folder.resolve(tool), installed(tool));
        }
        return new FakePath(folder);
    }

    /// Makes a program of this name, written for bash.
    void make(String name, String body) throws IOException {
        makeProgram(folder.resolve(name), body);
    }

    static void makeProgram(Path file, String body) throws IOException {
        Files.writeString(file, "#!" + installed("bash") + "\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    String bash() {
        return folder.resolve("bash").toString();
    }

    @Override
    public String toString() {
        return folder.toString();
    }

    private static Path installed(String tool) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(each -> Path.of(each, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }
}
