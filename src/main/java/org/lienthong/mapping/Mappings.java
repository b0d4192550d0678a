package org.lienthong.mapping;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import net.sf.saxon.s9api.XsltExecutable;
import org.jspecify.annotations.Nullable;
import org.lienthong.codelist.CodeLists;
import org.lienthong.config.Findings;
import org.lienthong.config.Pieces;
import org.lienthong.config.Position;
import org.lienthong.document.EdxmlLimits;
import org.lienthong.document.SecureXml;

/** All mappings of a directory, compiled once, when it is read: {@code *.xsl} and {@code *.jsonata}. */
public final class Mappings {

    private final Map<String, Mapping> byName;
    private final MappingSettings settings;

    private Mappings(Map<String, Mapping> byName, MappingSettings settings) {
        this.byName = Map.copyOf(byName);
        this.settings = settings;
    }

    /** A {@code map:} component for one Camel context. */
    public MapComponent component() {
        return new MapComponent(this, settings);
    }

    /** @throws MappingConfigException naming all that is wrong by file, line and column */
    static Mappings read(Path directory, CodeLists codes, MappingSettings settings, Clock clock) {
        return new Reading(directory, codes, settings, clock).all(Runnable::run);
    }

    /**
     * With the preset limits, for looking at a configuration outside of a running hub.
     *
     * @param besides compiles some of them at the same time
     * @throws MappingConfigException naming all that is wrong by file, line and column
     */
    public static Mappings read(Path directory, CodeLists codes, Clock clock, Executor besides) {
        return new Reading(directory, codes, MappingSettings.defaults(), clock).all(besides);
    }

    @Nullable
    Mapping find(String name) {
        return byName.get(name);
    }

    private static final class Reading {

        private final Path directory;
        private final CodeFunction codes;
        private final MappingSettings settings;
        private final Today today;
        private final MappingInput input = new MappingInput(SecureXml.streaming(EdxmlLimits.defaults()));
        private @Nullable XsltCompilation stylesheets;

        /** By their text: services have the same expressions, and the same is compiled once. */
        private final Map<String, JsonataMapping> expressions = new ConcurrentHashMap<>();

        Reading(Path directory, CodeLists codes, MappingSettings settings, Clock clock) {
            this.directory = directory;
            this.codes = new CodeFunction(codes);
            this.settings = settings;
            this.today = new Today(clock);
        }

        /** A processor takes long to make, and a tree may have no stylesheet. */
        private synchronized XsltCompilation stylesheets() {
            if (stylesheets == null) {
                stylesheets = new XsltCompilation(directory, codes, input);
            }
            return stylesheets;
        }

        private record Read(@Nullable Mapping mapping, Findings findings) {}

        Mappings all(Executor besides) {
            Findings findings = new Findings();
            Map<String, Mapping> byName = new TreeMap<>();
            List<Path> files = files(findings);
            for (Read read : Pieces.of(files, this::read, besides).all()) {
                findings.addAll(read.findings());
                if (read.mapping() != null) {
                    byName.put(read.mapping().name(), read.mapping());
                }
            }
            if (!findings.isEmpty()) {
                throw new MappingConfigException(findings);
            }
            return new Mappings(byName, settings);
        }

        private List<Path> files(Findings findings) {
            if (Files.notExists(directory)) {
                return List.of();
            }
            try (Stream<Path> found = Files.walk(directory)) {
                return found.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                        .sorted()
                        .toList();
            } catch (IOException e) {
                findings.add(new Position(directory.toString(), 1, 1), "unreadable", "the mappings cannot be read");
                return List.of();
            }
        }

        private Read read(Path file) {
            Findings findings = new Findings();
            return new Read(one(file, findings), findings);
        }

        private @Nullable Mapping one(Path file, Findings findings) {
            String name = directory.relativize(file).toString().replace('\\', '/');
            Position start = new Position(file.toString(), 1, 1);
            if (name.endsWith(".md")) {
                return null;
            }
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !name.matches("[a-z0-9/-]+\\.(xsl|jsonata)")) {
                findings.add(
                        start,
                        "file-name",
                        "a mapping is a file named with small letters, digits and hyphens that ends in .xsl or .jsonata");
                return null;
            }
            if (name.endsWith(".xsl")) {
                XsltCompilation compilation = stylesheets();
                XsltExecutable stylesheet = compilation.compile(file, findings);
                return stylesheet == null
                        ? null
                        : new XsltMapping(
                                name,
                                compilation.processor(),
                                stylesheet,
                                input,
                                today,
                                settings.maxOutput().toBytes(),
                                settings.memory().toBytes());
            }
            try {
                return expression(name, file, Files.readString(file), findings);
            } catch (CharacterCodingException e) {
                findings.add(start, "not-utf-8", "the file is not UTF-8");
            } catch (IOException e) {
                findings.add(start, "unreadable", "the file cannot be read");
            }
            return null;
        }

        private @Nullable JsonataMapping expression(String name, Path file, String text, Findings findings) {
            JsonataMapping same = expressions.get(text);
            if (same != null) {
                return same.named(name);
            }
            JsonataMapping first =
                    JsonataMapping.compile(name, file.toString(), text, codes, today, settings, findings);
            if (first != null) {
                expressions.put(text, first);
            }
            return first;
        }
    }
}
