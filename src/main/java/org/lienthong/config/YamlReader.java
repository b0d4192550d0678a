package org.lienthong.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads one YAML 1.2 file of one document in UTF-8 into a tree with positions. It works on the parser's events, so that
 * anchors, aliases, tags and repeated keys are refused where they stand and nothing is ever expanded or constructed.
 */
public final class YamlReader {

    /** Largest file in bytes; a register of 111,000 agencies takes about 30 MB. */
    public static final long MAX_BYTES = 64L << 20;

    /** Deepest nesting; no configuration of ours needs ten. */
    public static final int MAX_DEPTH = 32;

    /** Below this character every text is in Unicode's form NFC. */
    private static final char FIRST_THAT_COMBINES = 0x300;

    private final String file;
    private final Findings findings;
    private final ParserImpl events;

    /** Empty where no character takes two of Java's: columns need no correction then. */
    private final List<String> wideLines;

    private YamlReader(String file, String text, Findings findings) {
        this.file = file;
        this.findings = findings;
        this.wideLines = wideLines(text);
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setUseMarks(true)
                .setParseComments(false)
                .setCodePointLimit(Integer.MAX_VALUE)
                .build();
        this.events = new ParserImpl(settings, new StreamReader(settings, text));
    }

    /** The root of the file, or empty when it cannot be read; the reason is then among the findings. */
    public static Optional<YamlNode> read(Path path, Findings findings) {
        String file = path.toString();
        Position start = new Position(file, 1, 1);
        try {
            if (Files.size(path) > MAX_BYTES) {
                findings.add(start, "too-large", "the file has more than " + MAX_BYTES + " bytes");
                return Optional.empty();
            }
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path));
            return read(file, StandardCharsets.UTF_8.newDecoder().decode(bytes).toString(), findings);
        } catch (CharacterCodingException e) {
            findings.add(start, "not-utf-8", "the file is not UTF-8");
        } catch (IOException e) {
            findings.add(start, "unreadable", "the file cannot be read: " + e.getMessage());
        }
        return Optional.empty();
    }

    /** As {@link #read(Path, Findings)}, of a text already in memory; {@code file} is the name used in findings. */
    public static Optional<YamlNode> read(String file, String text, Findings findings) {
        String content = withoutByteOrderMark(text);
        try {
            return Optional.ofNullable(new YamlReader(file, content, findings).document());
        } catch (MarkedYamlEngineException e) {
            Position at = e.getProblemMark()
                    .map(mark -> position(file, mark, wideLines(content)))
                    .orElse(new Position(file, 1, 1));
            findings.add(at, "yaml-syntax", e.getProblem());
        } catch (Refusal e) {
            findings.add(e.at, e.rule, e.message);
        } catch (YamlEngineException e) {
            findings.add(new Position(file, 1, 1), "yaml-syntax", String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    private static String withoutByteOrderMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private @Nullable YamlNode document() {
        events.next(); // stream start
        if (events.checkEvent(Event.ID.StreamEnd)) {
            throw new Refusal(new Position(file, 1, 1), "empty-file", "the file holds nothing");
        }
        events.next(); // document start
        YamlNode root = node(0);
        events.next(); // document end
        if (!events.checkEvent(Event.ID.StreamEnd)) {
            throw new Refusal(at(events.peekEvent()), "second-document", "a file holds one document, without '---'");
        }
        return root;
    }

    private YamlNode node(int depth) {
        Event event = events.next();
        Position at = at(event);
        refuseIndirection(event, at);
        if (depth > MAX_DEPTH) {
            throw new Refusal(at, "too-deep", "nested deeper than " + MAX_DEPTH);
        }
        if (event instanceof ScalarEvent scalar) {
            if (hasUnseen(scalar.getValue())) {
                findings.add(at, "unseen-character", "a character here is not seen, or turns the writing around");
            }
            return new YamlNode.Scalar(at, nfc(scalar.getValue()), scalar.isPlain());
        }
        return event instanceof SequenceStartEvent ? sequence(at, depth) : mapping(at, depth);
    }

    private YamlNode sequence(Position at, int depth) {
        List<YamlNode> items = new ArrayList<>();
        while (!events.checkEvent(Event.ID.SequenceEnd)) {
            items.add(node(depth + 1));
        }
        events.next();
        return new YamlNode.Sequence(at, items);
    }

    private YamlNode mapping(Position at, int depth) {
        Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
        while (!events.checkEvent(Event.ID.MappingEnd)) {
            YamlNode key = node(depth + 1);
            if (!(key instanceof YamlNode.Scalar name)) {
                throw new Refusal(key.at(), "bad-key", "a key must be a plain word");
            }
            YamlNode value = node(depth + 1);
            if (entries.putIfAbsent(name.text(), new YamlNode.Entry(key.at(), value)) != null) {
                findings.add(key.at(), "duplicate-key", "the key '" + name.text() + "' stands here a second time");
            }
        }
        events.next();
        return new YamlNode.Mapping(at, entries);
    }

    private static void refuseIndirection(Event event, Position at) {
        if (event instanceof AliasEvent
                || event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            throw new Refusal(at, "anchor", "anchors and aliases (& and *) are not allowed: write the value out");
        }
        boolean tagged = event instanceof ScalarEvent scalar && scalar.getTag().isPresent()
                || event instanceof CollectionStartEvent start && start.getTag().isPresent();
        if (tagged) {
            throw new Refusal(at, "tag", "tags (!) are not allowed");
        }
        if (!(event instanceof ScalarEvent
                || event instanceof SequenceStartEvent
                || event instanceof MappingStartEvent)) {
            throw new Refusal(at, "yaml-syntax", "a value was expected");
        }
    }

    private Position at(Event event) {
        return event.getStartMark().map(mark -> position(file, mark, wideLines)).orElse(new Position(file, 1, 1));
    }

    private static List<String> wideLines(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return List.of(text.split("\\R", -1));
            }
        }
        return List.of();
    }

    /** The parser counts characters, all others here, and editors, UTF-16's units. */
    private static Position position(String file, Mark mark, List<String> wideLines) {
        int column = mark.getColumn();
        if (mark.getLine() < wideLines.size()) {
            String line = wideLines.get(mark.getLine());
            int most = line.codePointCount(0, line.length());
            column = line.offsetByCodePoints(0, Math.min(column, most)) + Math.max(0, column - most);
        }
        return new Position(file, mark.getLine() + 1, column + 1);
    }

    private static boolean hasUnseen(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isUnseen(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** Control characters but tab and line break, marks without width, and what reverses the order of others. */
    private static boolean isUnseen(char c) {
        if (c < 0x7f) {
            return c < ' ' && c != '\t' && c != '\n' && c != '\r';
        }
        return c <= 0x9f
                || c == 0x200b
                || c == 0x200e
                || c == 0x200f
                || c >= 0x202a && c <= 0x202e
                || c == 0x2060
                || c >= 0x2066 && c <= 0x2069
                || c == 0xfeff;
    }

    private static String nfc(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= FIRST_THAT_COMBINES) {
                return Normalizer.normalize(text, Normalizer.Form.NFC);
            }
        }
        return text;
    }

    /** Ends the reading of a file at something that is well-formed YAML and not allowed here. */
    private static final class Refusal extends YamlEngineException {
        private final transient Position at;
        private final String rule;
        private final String message;

        Refusal(Position at, String rule, String message) {
            super(message);
            this.at = at;
            this.rule = rule;
            this.message = message;
        }
    }
}
