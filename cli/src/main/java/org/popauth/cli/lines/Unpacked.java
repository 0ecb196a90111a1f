package org.popauth.cli.lines;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.popauth.cli.terminal.CommandFailed;

/// What is in an input that may be packed: told by its first bytes, never by its name.
public final class Unpacked {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int MAGIC_BYTES_MAX = 6;
    private static final byte[] GZIP = {0x1f, (byte) 0x8b};

    /// The byte order marks of UTF-16.
    private static final byte[] LITTLE_ENDIAN = {(byte) 0xff, (byte) 0xfe};

    private static final byte[] BIG_ENDIAN = {(byte) 0xfe, (byte) 0xff};

    /// What begins as the packed files of programs that Java cannot unpack.
    private static final Map<String, byte[]> OTHERS =
            Map.of(
                    "xz", new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0},
                    "zstd", new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd},
                    "bzip2", new byte[] {'B', 'Z', 'h'},
                    "lz4", new byte[] {0x04, 0x22, 0x4d, 0x18},
                    "zip", new byte[] {'P', 'K', 3, 4});

    private Unpacked() {}

    /// The input itself, or, when it is of gzip, what is packed in it.
    ///
    /// @param name of the input, for people
    /// @throws CommandFailed when it is packed by something else, or written in UTF-16
    public static InputStream of(InputStream in, String name) throws IOException {
        var buffered = new BufferedInputStream(in, BUFFER_BYTES);
        buffered.mark(MAGIC_BYTES_MAX);
        var begin = buffered.readNBytes(MAGIC_BYTES_MAX);
        buffered.reset();
        if (begins(begin, GZIP)) {
            return new GZIPInputStream(new ToTheEnd(buffered), BUFFER_BYTES);
        }
        OTHERS.forEach(
                (program, magic) -> {
                    if (begins(begin, magic)) {
                        throw packedBy(program, name);
                    }
                });
        if (begins(begin, LITTLE_ENDIAN) || begins(begin, BIG_ENDIAN)) {
            throw new CommandFailed(
                    name
                            + " is written in UTF-16, which is not read here; turn it into UTF-8 on the"
                            + " way: "
                            + piped("iconv -f UTF-16 -t UTF-8", name));
        }
        return buffered;
    }

    private static boolean begins(byte[] bytes, byte[] magic) {
        return bytes.length >= magic.length
                && java.util.Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length);
    }

    private static CommandFailed packedBy(String program, String name) {
        var unpack = program.equals("zip") ? "unzip -p" : program + " -dc";
        return new CommandFailed(
                name
                        + " is packed by "
                        + program
                        + ", which is not read here; unpack it on the way: "
                        + piped(unpack, name));
    }

    private static String piped(String command, String name) {
        return command + (name.equals("-") ? "" : " " + name) + " | popauth explain";
    }

    /// Says that more may come as long as nobody has seen the end: files of several members, as
    /// appended by some log rotations, are then read to their end from a pipe too.
    private static final class ToTheEnd extends FilterInputStream {
        ToTheEnd(InputStream in) {
            super(in);
        }

        @Override
        public int available() throws IOException {
            return Math.max(1, in.available());
        }
    }
}
