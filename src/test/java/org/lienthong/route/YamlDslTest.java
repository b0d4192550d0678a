package org.lienthong.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.support.processor.PredicateValidationException;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lienthong.codelist.CodeLists;
import org.lienthong.mapping.MapComponent;

/** Every step that a route may use, from YAML to its effect: the YAML reader is of an older line than the rest of Camel. */
class YamlDslTest extends CamelTestSupport {

    private static final String ROUTES = """
            - route:
                id: all
                description: Every step that changes a message.
                from:
                  uri: direct:all
                  steps:
                    - step:
                        id: first
                        steps:
                          - setHeader:
                              name: a
                              constant: "1"
                          - setHeader:
                              name: b
                              header: a
                    - setProperty:
                        name: p
                        simple: "${header.a}${header.b}"
                    - setHeader:
                        name: c
                        exchangeProperty: p
                    - setHeader:
                        name: gone
                        constant: x
                    - removeHeader:
                        name: gone
                    - setHeader:
                        name: temporary1
                        constant: x
                    - removeHeaders:
                        pattern: temporary*
                    - setProperty:
                        name: q
                        constant: x
                    - removeProperty:
                        name: q
                    - pipeline:
                        steps:
                          - transform:
                              simple: "[${body}]"
                          - to: direct:inner
                    - log:
                        message: "${header.a} ${routeId} ${exchangeId}"
                        loggingLevel: DEBUG
                    - to:
                        uri: log:routes
                        parameters:
                          level: "OFF"
                          showBody: false
            - route:
                id: inner
                from:
                  uri: direct:inner
                  steps:
                    - setBody:
                        simple: "<${body}>"
            - route:
                id: choosing
                from:
                  uri: direct:choosing
                  steps:
                    - choice:
                        when:
                          - simple: "${body} == 'a'"
                            steps:
                              - setBody:
                                  constant: was a
                          - xpath: "/x/y = '7'"
                            steps:
                              - setBody:
                                  xpath:
                                    expression: "/x/y"
                                    resultType: java.lang.String
                        otherwise:
                          steps:
                            - setBody:
                                constant: other
            - route:
                id: filtering
                from:
                  uri: direct:filtering
                  steps:
                    - filter:
                        simple: "${body} == 'stop'"
                        steps:
                          - setBody:
                              constant: stopped
                          - stop: {}
                    - setBody:
                        constant: went on
            - route:
                id: validating
                from:
                  uri: direct:validating
                  steps:
                    - validate:
                        simple: "${body} contains '123'"
            - route:
                id: trying
                from:
                  uri: direct:trying
                  steps:
                    - doTry:
                        steps:
                          - throwException:
                              exceptionType: java.lang.IllegalArgumentException
                              message: no
                        doCatch:
                          - exception:
                              - java.lang.IllegalArgumentException
                            onWhen:
                              simple: "${body} == 'a'"
                            steps:
                              - setBody:
                                  simple: "caught ${exception.message}"
                          - exception:
                              - java.lang.Exception
                            steps:
                              - setBody:
                                  constant: caught by the second
                        doFinally:
                          steps:
                            - setHeader:
                                name: finally
                                constant: "yes"
            - route:
                id: splitting
                from:
                  uri: direct:splitting
                  steps:
                    - split:
                        tokenize: ","
                        streaming: true
                        steps:
                          - to: direct:seen
            - route:
                id: splitting-xml
                from:
                  uri: direct:splitting-xml
                  steps:
                    - split:
                        tokenize:
                          token: y
                          xml: true
                        steps:
                          - to: direct:seen
            - route:
                id: transforming
                from:
                  uri: direct:transforming
                  steps:
                    - to:
                        uri: validator:file:{{hub.config:config}}/schemas/x.xsd
                    - to:
                        uri: map:x.xsl
            - route:
                id: seen
                from:
                  uri: direct:seen
                  steps:
                    - log: a part
            """;

    @TempDir
    Path directory;

    private final List<String> parts = new ArrayList<>();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        Path config = Files.createDirectories(directory.resolve("config"));
        Path schemas = Files.createDirectories(config.resolve("schemas"));
        Files.writeString(schemas.resolve("x.xsd"), """
                <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
                  <xs:element name="x"><xs:complexType><xs:sequence>
                    <xs:element name="y" type="xs:int"/>
                  </xs:sequence></xs:complexType></xs:element>
                </xs:schema>""");
        Path mappings = Files.createDirectories(config.resolve("mappings"));
        Files.writeString(mappings.resolve("x.xsl"), """
                <xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
                  <xsl:output method="text"/>
                  <xsl:template match="/">y=<xsl:value-of select="x/y"/></xsl:template>
                </xsl:stylesheet>""");
        Path routes = Files.createDirectories(directory.resolve("routes"));
        Files.writeString(routes.resolve("all.camel.yaml"), ROUTES);
        CamelContext context = super.createCamelContext();
        context.getPropertiesComponent().addInitialProperty("hub.config", config.toString());
        context.addComponent(
                "map", MapComponent.of(mappings, CodeLists.read(Path.of("config/codelists")), Clock.systemUTC()));
        new RouteFiles(routes, RouteFiles.Simulated.NONE).load(context);
        AdviceWith.adviceWith(context, "seen", route -> route.weaveAddLast()
                .process(exchange -> parts.add(exchange.getIn().getBody(String.class))));
        return context;
    }

    @Test
    void setsRemovesAndTransforms() {
        Exchange done = run("all", "body");
        assertThat(done.getMessage().getBody()).isEqualTo("<[body]>");
        assertThat(done.getMessage().getHeaders())
                .containsEntry("a", "1")
                .containsEntry("b", "1")
                .containsEntry("c", "11")
                .doesNotContainKeys("gone", "temporary1");
        assertThat(done.getProperty("p")).isEqualTo("11");
        assertThat(done.getProperty("q")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"a, was a", "<x><y>7</y></x>, 7", "<x/>, other"})
    void chooses(String body, String result) {
        assertThat(run("choosing", body).getMessage().getBody(String.class)).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource({"stop, stopped", "go, went on"})
    void filtersAndStops(String body, String result) {
        assertThat(run("filtering", body).getMessage().getBody()).isEqualTo(result);
    }

    @Test
    void validates() {
        assertThat(run("validating", "123").getException()).isNull();
        assertThat(run("validating", "12a").getException()).isInstanceOf(PredicateValidationException.class);
    }

    @ParameterizedTest
    @CsvSource({"a, caught no", "b, caught by the second"})
    void triesCatchesAndEnds(String body, String result) {
        Exchange done = run("trying", body);
        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody()).isEqualTo(result);
        assertThat(done.getMessage().getHeader("finally")).isEqualTo("yes");
    }

    @Test
    void splitsText() {
        assertThat(run("splitting", "a,b,c").getException()).isNull();
        assertThat(parts).containsExactly("a", "b", "c");
    }

    @Test
    void splitsXml() {
        assertThat(run("splitting-xml", "<x><y>1</y><y>2</y></x>").getException())
                .isNull();
        assertThat(parts).containsExactly("<y>1</y>", "<y>2</y>");
    }

    @Test
    void validatesAndTransformsByFilesOfTheConfiguration() {
        assertThat(run("transforming", "<x><y>7</y></x>").getMessage().getBody(String.class))
                .isEqualTo("y=7");
        assertThat(run("transforming", "<x><y>seven</y></x>").getException()).isNotNull();
    }

    @Test
    void throwsWhatNobodyCatches() {
        assertThatThrownBy(() -> template.requestBody("direct:validating", "x"))
                .isInstanceOf(CamelExecutionException.class);
    }

    private Exchange run(String route, String body) {
        return template.request("direct:" + route, exchange -> exchange.getIn().setBody(body));
    }
}
