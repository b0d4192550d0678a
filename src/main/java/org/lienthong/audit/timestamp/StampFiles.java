package org.lienthong.audit.timestamp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lienthong.audit.log.StampName;
import org.lienthong.audit.publish.LogDirectory;

/** Publishes the stamps under the log, with indexes, so that who cannot list a directory finds them, too. */
final class StampFiles {

    private final LogDirectory directory;

    StampFiles(LogDirectory directory) {
        this.directory = directory;
    }

    /** Writes whatever the database has and the directory has not: the latest stamp, or all after a loss. */
    void complete(StampRows rows) throws SQLException, IOException {
        Map<String, List<StampName>> months = rows.names().stream()
                .collect(Collectors.groupingBy(StampName::month, TreeMap::new, Collectors.toList()));
        for (Map.Entry<String, List<StampName>> month : months.entrySet()) {
            for (StampName name : month.getValue()) {
                complete(rows, name);
            }
            write(StampName.index(month.getKey()), lines(month.getValue()));
        }
        write(StampName.MONTHS, lines(months.keySet()));
    }

    private void complete(StampRows rows, StampName name) throws SQLException, IOException {
        if (!directory.has(name.responsePath())) {
            Stamp stamp = rows.read(name);
            directory.store(name.checkpointPath(), stamp.note());
            directory.store(name.responsePath(), stamp.response());
        }
    }

    private void write(String path, byte[] bytes) throws IOException {
        if (!Arrays.equals(directory.file(path), bytes)) {
            directory.store(path, bytes);
        }
    }

    private static byte[] lines(Iterable<?> names) {
        StringBuilder text = new StringBuilder();
        names.forEach(name -> text.append(name).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
