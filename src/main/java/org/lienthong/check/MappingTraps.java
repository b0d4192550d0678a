package org.lienthong.check;

import com.dashjoin.jsonata.Jsonata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lienthong.config.Findings;
import org.lienthong.config.Pieces;
import org.lienthong.config.Position;

/**
 * What mappings ask for that they do not get when they run: other files, hosts and the environment, text as code, functions
 * and code lists that are not there. Those that cannot be compiled are found elsewhere.
 */
final class MappingTraps {

    private static final Pattern XSLT_STEP = Pattern.compile("<xsl:(evaluate|result-document|source-document)\\b");
    private static final Pattern ATTRIBUTE = Pattern.compile("=\\s*(?:\"([^\"]*)\"|'([^']*)')");
    private static final Pattern READS = Pattern.compile("(?<![\\w:.$-])(?:fn:)?(doc|doc-available|document|json-doc"
            + "|unparsed-text(?:-lines|-available)?|collection|uri-collection|environment-variable"
            + "|available-environment-variables|load-xquery-module|transform)\\s*\\(");
    private static final Pattern XML_COMMENT = Pattern.compile("(?s)<!--.*?-->");
    private static final Pattern JSONATA_COMMENT = Pattern.compile("(?s)/\\*.*?\\*/");
    private static final Pattern LITERAL = Pattern.compile("'[^'\\n]*'|\"[^\"\\n]*\"");
    private static final Pattern CALL = Pattern.compile("\\$([A-Za-z_]\\w*)\\s*\\(");
    private static final Pattern EVAL = Pattern.compile("\\$eval\\b");
    private static final Pattern LIST =
            Pattern.compile("(?:\\$code|hub:code)\\s*\\(\\s*(?:'([^'\\n]*)'|\"([^\"\\n]*)\")");

    private static final String JSONATA = ".jsonata";
    private static final String XSLT = ".xsl";

    /** Functions that the hub adds. */
    private static final Set<String> OWN = Set.of("code");

    private final Path codelists;
    private final Map<String, Boolean> builtIn = new ConcurrentHashMap<>();

    /** Texts without fault, by their kind: mappings of many services are the same. */
    private final Map<String, Set<String>> right =
            Map.of(JSONATA, ConcurrentHashMap.newKeySet(), XSLT, ConcurrentHashMap.newKeySet());

    private MappingTraps(Path codelists) {
        this.codelists = codelists;
    }

    /** @param besides looks at some of them at the same time */
    static Pieces<Findings> check(Path config, Executor besides) {
        Path mappings = config.resolve("mappings");
        List<Path> all = List.of();
        if (Files.isDirectory(mappings)) {
            try (Stream<Path> files = Files.walk(mappings)) {
                all = files.filter(file -> kind(file) != null).sorted().toList();
            } catch (IOException e) {
                // Found where mappings are read.
            }
        }
        return Pieces.of(all, new MappingTraps(config.resolve("codelists"))::one, besides);
    }

    private static @Nullable String kind(Path file) {
        String name = file.toString();
        return name.endsWith(JSONATA) ? JSONATA : name.endsWith(XSLT) ? XSLT : null;
    }

    private Findings one(Path file) {
        Findings findings = new Findings();
        String kind = Objects.requireNonNull(kind(file));
        try {
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                String text = Files.readString(file);
                Set<String> known = Objects.requireNonNull(right.get(kind));
                if (!known.contains(text)) {
                    look(kind, file, text, findings);
                    if (findings.isEmpty()) {
                        known.add(text);
                    }
                }
            }
        } catch (IOException e) {
            // Found where mappings are read.
        }
        return findings;
    }

    private void look(String kind, Path file, String text, Findings findings) {
        if (kind.equals(JSONATA)) {
            jsonata(file, blank(JSONATA_COMMENT, text), findings);
        } else {
            xslt(file, blank(XML_COMMENT, text), findings);
        }
    }

    private void jsonata(Path file, String text, Findings findings) {
        lists(file, text, findings);
        String code = blank(LITERAL, text);
        Matcher eval = EVAL.matcher(code);
        while (eval.find()) {
            findings.add(
                    at(file, text, eval.start()), "jsonata", "$eval is not available: a mapping is what was reviewed");
        }
        Matcher call = CALL.matcher(code);
        while (call.find()) {
            String name = call.group(1);
            if (!OWN.contains(name) && !builtIn.computeIfAbsent(name, MappingTraps::isBuiltIn) && !isMade(name, code)) {
                findings.add(at(file, text, call.start()), "jsonata", "there is no function $" + name);
            }
        }
    }

    /** A variable or a parameter of that name. */
    private static boolean isMade(String name, String code) {
        return Pattern.compile("\\$" + name + "\\s*(:=|[,)])").matcher(code).find();
    }

    private static boolean isBuiltIn(String name) {
        Jsonata asks = Jsonata.jsonata("$exists($" + name + ")");
        return Boolean.TRUE.equals(asks.evaluate(null, asks.createFrame()));
    }

    private void xslt(Path file, String text, Findings findings) {
        lists(file, text, findings);
        Matcher step = XSLT_STEP.matcher(text);
        while (step.find()) {
            findings.add(at(file, text, step.start()), "xslt", "xsl:" + step.group(1) + " is not available");
        }
        Matcher attribute = ATTRIBUTE.matcher(text);
        while (attribute.find()) {
            int group = attribute.group(1) == null ? 2 : 1;
            Matcher reads = READS.matcher(blank(LITERAL, attribute.group(group)));
            while (reads.find()) {
                findings.add(
                        at(file, text, attribute.start(group) + reads.start()),
                        "xslt",
                        reads.group(1) + "() is not available: a mapping reads nothing but its input");
            }
        }
    }

    private void lists(Path file, String text, Findings findings) {
        Matcher named = LIST.matcher(text);
        while (named.find()) {
            String list = named.group(1) == null ? named.group(2) : named.group(1);
            if (list.matches("[a-z0-9-]+") && !Files.isRegularFile(codelists.resolve(list + ".csv"))) {
                findings.add(
                        at(file, text, named.start()), "unknown-list", "there is no config/codelists/" + list + ".csv");
            }
        }
    }

    /** The same with blanks for what matches, so that places stay. */
    private static String blank(Pattern pattern, String text) {
        return pattern.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(found.group().replaceAll("[^\\n]", " ")));
    }

    private static Position at(Path file, String text, int offset) {
        String before = text.substring(0, offset);
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        return new Position(file.toString(), line, offset - before.lastIndexOf('\n'));
    }
}
