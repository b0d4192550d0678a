package org.lienthong.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lienthong.config.Directories;

/** Routes that were forced past the check of their files: the context they run in refuses them all the same. */
class EscapesTest {

    @TempDir
    private Path directory;

    private DefaultCamelContext context;

    @BeforeEach
    void confine() throws IOException {
        Path config = Files.createDirectories(directory.resolve("config"));
        Path routes = Files.createDirectories(directory.resolve("routes"));
        context = new DefaultCamelContext();
        RouteConfinement.apply(context, new Directories(config, routes), true);
    }

    @AfterEach
    void stop() throws IOException {
        context.close();
    }

    private void refuses(String steps) throws IOException {
        refusesFile("- route: {id: forced, from: {uri: 'direct:in', steps: [" + steps + "]}}\n");
    }

    private void refusesFile(String yaml) throws IOException {
        Path file = Files.writeString(directory.resolve("routes/forced.camel.yaml"), yaml);
        assertThatThrownBy(() -> {
                    PluginHelper.getRoutesLoader(context)
                            .loadRoutes(PluginHelper.getResourceLoader(context).resolveResource("file:" + file));
                    context.start();
                    context.createProducerTemplate().requestBody("direct:in", "<x/>");
                })
                .isInstanceOf(Exception.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a step inside of others     | {choice: {when: [{simple: '${body} == "x"', steps: [{to: 'exec:id'}]}]}}
            a placeholder               | {setBody: {constant: '{{env:PATH}}'}}
            a system property           | {setBody: {constant: '{{sys:user.home}}'}}
            a kamelet                   | {to: 'kamelet:log-action'}
            a parameter of an endpoint  | {to: 'log:x?exchangeFormatter=#class:java.lang.ProcessBuilder'}
            a bean                      | {process: {ref: dataSource}}
            a class as a bean           | {bean: {beanType: java.lang.Runtime, method: getRuntime}}
            a file as an expression     | {setBody: {simple: 'resource:file:/etc/passwd'}}
            the environment             | {setBody: {simple: '${sysenv.PATH}'}}
            an expression that calls    | {setBody: {simple: '${camelContext.stop}'}}
            another language            | {setBody: {language: {language: bean, expression: 'x'}}}
            a file                      | {to: 'file:/tmp'}
            a schema outside            | {to: 'validator:file:/etc/passwd'}
            XPath and the environment   | {setBody: {xpath: '$env:PATH'}}
            XPath and the machine       | {setBody: {xpath: '$system:user.home'}}
            XPath and the settings      | {setBody: {xpath: 'function:properties(\"env:PATH\")'}}
            XPath of another engine     | {setBody: {xpath: {expression: 'unparsed-text(\"file:///etc/passwd\")', saxon: true}}}
            a class in a condition      | {filter: {simple: '${body} is \"java.lang.Runtime\"', steps: [{stop: {}}]}}
            a pattern without an end    | {filter: {simple: '${body} regex \"(a+)+$\"', steps: [{stop: {}}]}}
            """)
    void refusesWhatIsForcedPastTheCheck(String what, String steps) throws IOException {
        refuses(steps);
    }

    @Test
    void letsPassWhatIsAllowed() throws Exception {
        Path file = Files.writeString(
                directory.resolve("routes/good.camel.yaml"),
                "- route: {id: good, from: {uri: 'direct:in', steps: [{choice: {when: [{simple: '${body} == \"x\"',"
                        + " steps: [{setBody: {constant: '{{hub.config}}'}}, {to: 'log:x'}]}]}}]}}\n");
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(PluginHelper.getResourceLoader(context).resolveResource("file:" + file));
        context.start();
        assertThat(context.createProducerTemplate().requestBody("direct:in", "x"))
                .isEqualTo(directory.resolve("config").toString());
    }

    @Test
    void refusesTemplatesOfWhatIsNotAllowed() throws IOException {
        refusesFile("""
                - routeTemplate: {id: t, from: {uri: 'direct:in', steps: [{to: 'exec:id'}]}}
                - templatedRoute: {routeTemplateRef: t, routeId: r}
                """);
    }

    @Test
    void refusesAnchorsThatMultiply() throws IOException {
        StringBuilder bomb = new StringBuilder("- &a0 [x, x]\n");
        for (int level = 1; level < 30; level++) {
            bomb.append("- &a")
                    .append(level)
                    .append(" [")
                    .append(("*a" + (level - 1) + ", ").repeat(9))
                    .append("x]\n");
        }
        refusesFile(bomb.toString());
    }

    @Test
    void followsNoLinkOutOfTheVersion() throws IOException {
        Path outside =
                Files.writeString(directory.resolve("outside.camel.yaml"), "- route: {from: {uri: 'direct:in'}}");
        Path link = Files.createSymbolicLink(directory.resolve("routes/link.camel.yaml"), outside);
        assertThatThrownBy(() -> PluginHelper.getResourceLoader(context).resolveResource("file:" + link))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
