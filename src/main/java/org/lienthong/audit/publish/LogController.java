package org.lienthong.audit.publish;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;
import org.lienthong.audit.log.LogFormatException;
import org.lienthong.audit.log.Tile;
import org.lienthong.audit.log.VerifierKey;
import org.lienthong.problem.ProblemException;
import org.lienthong.problem.ProblemType;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Serves the log's files (C2SP tlog-tiles) to everybody, and nothing else: a path that names no tile reaches no file. */
@RestController
final class LogController {

    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);
    private static final MediaType REPLY = new MediaType("application", "timestamp-reply"); // RFC 3161 §3.4
    private static final Pattern INDEX = Pattern.compile("/(months|[0-9]{4}-[0-9]{2}/index)");
    private static final Pattern STAMP =
            Pattern.compile("/[0-9]{4}-[0-9]{2}/[0-9]{8}T[0-9]{6}Z-[0-9]{1,18}\\.(tsr|checkpoint)");
    private static final CacheControl SHORT =
            CacheControl.maxAge(Duration.ofSeconds(1)).cachePublic();
    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    private final LogDirectory directory;
    private final VerifierKey key;

    LogController(LogDirectory directory, VerifierKey key) {
        this.directory = directory;
        this.key = key;
    }

    @GetMapping("/log/checkpoint")
    ResponseEntity<byte[]> checkpoint() throws IOException {
        return answer(directory.checkpoint(), TEXT, SHORT);
    }

    @GetMapping("/log/checkpoint.cosigned")
    ResponseEntity<byte[]> cosigned() throws IOException {
        return answer(directory.cosigned(), TEXT, SHORT);
    }

    @GetMapping("/log/vkey")
    ResponseEntity<byte[]> verifierKey() {
        return answer((key + "\n").getBytes(StandardCharsets.UTF_8), TEXT, SHORT);
    }

    @GetMapping("/log/tile/{*path}")
    ResponseEntity<byte[]> tile(@PathVariable String path) throws IOException {
        Tile tile;
        try {
            tile = Tile.parse("tile" + path);
        } catch (LogFormatException e) {
            throw notFound();
        }
        return answer(directory.file(tile), MediaType.APPLICATION_OCTET_STREAM, FOR_EVER);
    }

    @GetMapping("/log/timestamps/{*path}")
    ResponseEntity<byte[]> timestamp(@PathVariable String path) throws IOException {
        boolean index = INDEX.matcher(path).matches();
        if (!index && !STAMP.matcher(path).matches()) {
            throw notFound();
        }
        MediaType type = path.endsWith(".tsr") ? REPLY : TEXT;
        return answer(directory.file("timestamps" + path), type, index ? SHORT : FOR_EVER);
    }

    private static ResponseEntity<byte[]> answer(
            byte @org.jspecify.annotations.Nullable [] bytes, MediaType type, CacheControl cache) {
        if (bytes == null) {
            throw notFound();
        }
        return ResponseEntity.ok().contentType(type).cacheControl(cache).body(bytes);
    }

    private static ProblemException notFound() {
        return new ProblemException(ProblemType.NOT_FOUND, "The log has no such file.", "Nhật ký không có tệp này.");
    }
}
