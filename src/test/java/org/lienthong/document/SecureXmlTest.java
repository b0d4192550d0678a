package org.lienthong.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

class SecureXmlTest {

    private static final Pattern FACTORY =
            Pattern.compile("(DocumentBuilder|SAXParser|Transformer|XMLInput|Schema|XPath)Factory\\w*"
                    + "\\s*\\.\\s*new\\w*\\(|new\\s+\\w*(InputFactory|TransformerFactory\\w*|SAXParserFactory\\w*)\\(");

    @Test
    void isTheOnlyPlaceWhereParsersAreMade() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            List<Path> makers = sources.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> FACTORY.matcher(read(path)).find())
                    .toList();
            assertThat(makers).extracting(path -> path.getFileName().toString()).containsExactly("SecureXml.java");
        }
    }

    @Test
    void bindsTheDefaultsOfTheLimits() {
        Binder binder = new Binder(new MapConfigurationPropertySource());

        assertThat(binder.bindOrCreate("hub.edxml", EdxmlLimits.class)).isEqualTo(EdxmlLimits.defaults());
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void namesTheSameDefaultsInTheConfigurationFile() throws IOException {
        List<PropertySource<?>> sources =
                new YamlPropertySourceLoader().load("application", new ClassPathResource("application.yaml"));
        Binder binder = new Binder(ConfigurationPropertySources.from(sources));

        assertThat(binder.bind("hub.edxml", EdxmlLimits.class).get()).isEqualTo(EdxmlLimits.defaults());
        assertThat(binder.bind("hub.edxml.secrecy.markings", String[].class).isBound())
                .isTrue();
    }
}
