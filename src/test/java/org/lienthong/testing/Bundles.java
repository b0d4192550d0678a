package org.lienthong.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packs a configuration as stewards hand it in. */
public final class Bundles {

    private Bundles() {}

    /** The folders {@code config} and {@code routes} below a directory, as a ZIP file. */
    public static byte[] zip(Path from) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String root : List.of("config", "routes")) {
                List<Path> files;
                try (Stream<Path> walk = Files.walk(from.resolve(root))) {
                    files = walk.filter(Files::isRegularFile).sorted().toList();
                }
                for (Path file : files) {
                    zip.putNextEntry(
                            new ZipEntry(from.relativize(file).toString().replace('\\', '/')));
                    zip.write(Files.readAllBytes(file));
                    zip.closeEntry();
                }
            }
        }
        return out.toByteArray();
    }
}
