package org.lienthong.route;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.LineNumberAware;
import org.lienthong.config.Position;

/** Where parts of routes stand. Camel's model knows lines but no columns; the first word of the line is what is meant. */
final class RoutePlaces {

    private final String file;
    private final List<String> lines;

    private RoutePlaces(String file, List<String> lines) {
        this.file = file;
        this.lines = lines;
    }

    /** Of a file; of one that cannot be read, which is found elsewhere, only its start. */
    static RoutePlaces of(Path file) {
        try {
            return new RoutePlaces(file.toString(), Files.readAllLines(file));
        } catch (IOException e) {
            return new RoutePlaces(file.toString(), List.of());
        }
    }

    Position start() {
        return new Position(file, 1, 1);
    }

    /** The element's own place, or that of what is around it when it does not know its line. */
    Position at(LineNumberAware element, Position around) {
        int line = element.getLineNumber();
        if (line < 1 || line > lines.size()) {
            return around;
        }
        String text = lines.get(line - 1);
        int column = 0;
        while (column < text.length() && (text.charAt(column) == ' ' || text.charAt(column) == '-')) {
            column++;
        }
        return new Position(file, line, column + 1);
    }
}
