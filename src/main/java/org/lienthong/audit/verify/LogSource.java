package org.lienthong.audit.verify;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where a log's files are read from: a directory, an archive or a web server. */
public interface LogSource extends Closeable {

    /**
     * @param path below the log, for example {@code tile/0/000}
     * @return empty when there is no such file
     * @throws IOException when it cannot be told
     */
    Optional<byte[]> read(String path) throws IOException;

    @Override
    default void close() throws IOException {}

    /**
     * @param location a URL that begins with http:// or https://, a directory, or an archive (tar)
     * @throws IOException when it is a file and no archive
     */
    static LogSource of(String location) throws IOException {
        if (location.startsWith("http://") || location.startsWith("https://")) {
            return web(location.endsWith("/") ? location : location + "/");
        }
        Path path = Path.of(location);
        return Files.isRegularFile(path) ? new TarSource(path) : directory(path);
    }

    /** The log's files below a directory. */
    static LogSource directory(Path root) {
        return path -> {
            try {
                return Optional.of(Files.readAllBytes(root.resolve(path)));
            } catch (NoSuchFileException e) {
                return Optional.empty();
            }
        };
    }

    private static LogSource web(String prefix) {
        HttpClient http = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(10))
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        return path -> {
            HttpRequest request = HttpRequest.newBuilder(URI.create(prefix + path))
                    .timeout(Duration.ofSeconds(30))
                    .build();
            try {
                HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
                if (response.statusCode() == 404) {
                    return Optional.empty();
                }
                if (response.statusCode() != 200) {
                    throw new IOException(prefix + path + " answers " + response.statusCode());
                }
                return Optional.of(response.body());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        };
    }
}
