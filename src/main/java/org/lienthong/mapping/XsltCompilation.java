package org.lienthong.mapping;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import javax.xml.transform.Source;
import net.sf.saxon.Configuration;
import net.sf.saxon.lib.EnvironmentVariableResolver;
import net.sf.saxon.lib.Feature;
import net.sf.saxon.lib.ResourceRequest;
import net.sf.saxon.lib.UnparsedTextURIResolver;
import net.sf.saxon.s9api.Processor;
import net.sf.saxon.s9api.SaxonApiException;
import net.sf.saxon.s9api.XmlProcessingError;
import net.sf.saxon.s9api.XsltCompiler;
import net.sf.saxon.s9api.XsltExecutable;
import net.sf.saxon.trans.XPathException;
import org.jspecify.annotations.Nullable;
import org.lienthong.config.Findings;
import org.lienthong.config.Position;

/**
 * Compiles stylesheets for a processor that is locked: nothing is read but the stylesheets of the mappings' directory, when
 * they include each other; nothing is written but the result; no Java, no environment, no evaluated text.
 */
final class XsltCompilation {

    private static final String PARSER_FEATURE = Feature.XML_PARSER_FEATURE.name;
    private static final int BACKTRACKING = 100_000;

    private final Path directory;
    private final MappingInput input;
    private final Processor processor;

    XsltCompilation(Path directory, CodeFunction codes, MappingInput input) {
        this.directory = directory.toAbsolutePath().normalize();
        this.input = input;
        this.processor = locked(codes);
    }

    private static Processor locked(CodeFunction codes) {
        Processor processor = new Processor(false);
        Configuration configuration = processor.getUnderlyingConfiguration();
        processor.setConfigurationProperty(Feature.ALLOWED_PROTOCOLS, "");
        processor.setConfigurationProperty(Feature.ALLOW_EXTERNAL_FUNCTIONS, false);
        processor.setConfigurationProperty(Feature.DISABLE_XSL_EVALUATE, true);
        processor.setConfigurationProperty(Feature.XINCLUDE, false);
        processor.setConfigurationProperty(Feature.REGEX_BACKTRACKING_LIMIT, BACKTRACKING);
        processor.setConfigurationProperty(Feature.ENVIRONMENT_VARIABLE_RESOLVER, new NoEnvironment());
        // The parser behind parse-xml() would otherwise read what an entity of its argument names.
        configuration.setBooleanProperty(
                PARSER_FEATURE + "http%3A//apache.org/xml/features/disallow-doctype-decl", true);
        configuration.setResourceResolver(XsltCompilation::refuse);
        // Each run makes one, and those that write to a stream bring buffers along.
        configuration.setErrorReporterFactory(same -> error -> {});
        configuration.setUnparsedTextURIResolver(new NoText());
        configuration.setCollectionFinder((context, uri) -> {
            throw new XPathException("a mapping reads no collections");
        });
        processor.registerExtensionFunction(new XsltCodeFunction(codes));
        return processor;
    }

    Processor processor() {
        return processor;
    }

    /** The stylesheet, or null with findings. */
    @Nullable
    XsltExecutable compile(Path file, Findings findings) {
        List<XmlProcessingError> errors = new ArrayList<>();
        XsltCompiler compiler = processor.newXsltCompiler();
        compiler.setErrorReporter(error -> {
            if (!error.isWarning()) {
                errors.add(error);
            }
        });
        compiler.setResourceResolver(this::included);
        try {
            return compiler.compile(input.xml(Files.readAllBytes(file), uri(file)));
        } catch (SaxonApiException e) {
            if (errors.isEmpty()) {
                findings.add(position(file, e.getLineNumber(), 1), "xslt", first(e.getMessage()));
            }
        } catch (XMLStreamException e) {
            findings.add(new Position(file.toString(), 1, 1), "xslt", first(e.getMessage()));
        } catch (IOException e) {
            findings.add(new Position(file.toString(), 1, 1), "unreadable", "the file cannot be read");
        }
        errors.forEach(error -> findings.add(place(error, file), "xslt", first(error.getMessage())));
        return null;
    }

    private static Position place(XmlProcessingError error, Path file) {
        String systemId = error.getLocation().getSystemId();
        Path where = systemId != null && systemId.startsWith("file:") ? relative(file, URI.create(systemId)) : file;
        return position(
                where, error.getLocation().getLineNumber(), error.getLocation().getColumnNumber());
    }

    /** Named as the file that was compiled is. */
    private static Path relative(Path file, URI other) {
        Path absolute = Path.of(other);
        return file.isAbsolute() ? absolute : Path.of("").toAbsolutePath().relativize(absolute);
    }

    private static Position position(Path file, int line, int column) {
        return new Position(file.toString(), Math.max(line, 1), Math.max(column, 1));
    }

    private static String first(@Nullable String message) {
        return message == null
                ? "cannot be compiled"
                : message.strip().lines().findFirst().orElse("cannot be compiled");
    }

    private static String uri(Path file) {
        return file.toAbsolutePath().normalize().toUri().toString();
    }

    private Source included(ResourceRequest request) throws XPathException {
        try {
            Path file = Path.of(URI.create(request.uri)).normalize();
            boolean inside = file.startsWith(directory)
                    && file.toString().endsWith(".xsl")
                    && file.toRealPath().startsWith(directory.toRealPath());
            if (inside) {
                return input.xml(Files.readAllBytes(file), uri(file));
            }
        } catch (IllegalArgumentException | FileSystemNotFoundException | IOException | XMLStreamException e) {
            throw new XPathException("cannot be included: " + request.relativeUri);
        }
        throw new XPathException("only other *.xsl of the mappings can be included, not " + request.relativeUri);
    }

    static Source refuse(ResourceRequest request) throws XPathException {
        throw new XPathException("a mapping reads nothing but its input");
    }

    private static final class NoText implements UnparsedTextURIResolver {
        @Override
        public Reader resolve(URI uri, @Nullable String encoding, Configuration configuration, boolean exact)
                throws XPathException {
            throw new XPathException("a mapping reads nothing but its input");
        }
    }

    private static final class NoEnvironment implements EnvironmentVariableResolver {
        @Override
        public Set<String> getAvailableEnvironmentVariables() {
            return Set.of();
        }

        @Override
        public @Nullable String getEnvironmentVariable(String name) {
            return null;
        }
    }
}
