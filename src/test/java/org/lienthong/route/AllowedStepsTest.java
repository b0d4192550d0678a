package org.lienthong.route;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that a route might try, wherever in the route it tries it. The step tried stands alone on its line. */
class AllowedStepsTest {

    private static final String TOP = """
            - route:
                id: r
                from:
                  uri: direct:r
                  steps:
                    - %s
            """;
    private static final String IN_WHEN = """
            - route:
                id: r
                from:
                  uri: direct:r
                  steps:
                    - choice:
                        when:
                          - simple: "${header.a} == 'b'"
                            steps:
                              - %s
                        otherwise:
                          steps:
                            - stop: {}
            """;
    private static final String IN_OTHERWISE = """
            - route:
                id: r
                from:
                  uri: direct:r
                  steps:
                    - choice:
                        when:
                          - simple: "${header.a} == 'b'"
                            steps:
                              - stop: {}
                        otherwise:
                          steps:
                            - filter:
                                simple: "${header.a} == 'c'"
                                steps:
                                  - %s
            """;
    private static final String AFTER_CHOICE = """
            - route:
                id: r
                from:
                  uri: direct:r
                  steps:
                    - choice:
                        when:
                          - simple: "${header.a} == 'b'"
                            steps:
                              - stop: {}
                    - %s
            """;
    private static final String IN_TRY = """
            - route:
                id: r
                from:
                  uri: direct:r
                  steps:
                    - doTry:
                        steps:
                          - %s
                        doCatch:
                          - exception: [java.lang.Exception]
                            steps:
                              - stop: {}
            """;
    private static final String IN_CATCH = """
            - route:
                id: r
                from:
                  uri: direct:r
                  steps:
                    - doTry:
                        steps:
                          - stop: {}
                        doCatch:
                          - exception: [java.lang.Exception]
                            steps:
                              - %s
            """;
    private static final String IN_FINALLY = """
            - route:
                id: r
                from:
                  uri: direct:r
                  steps:
                    - doTry:
                        steps:
                          - stop: {}
                        doFinally:
                          steps:
                            - %s
            """;
    private static final String IN_SPLIT = """
            - route:
                id: r
                from:
                  uri: direct:r
                  steps:
                    - split:
                        simple: "${body}"
                        steps:
                          - pipeline:
                              steps:
                                - step:
                                    steps:
                                      - %s
            """;

    @TempDir
    Path routes;

    private final DefaultCamelContext camel = new DefaultCamelContext();

    @AfterEach
    void close() throws IOException {
        camel.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "toD: 'hub:${header.a}'",
                "process: {ref: x}",
                "script: {simple: '${body}'}",
                "wireTap: {uri: 'direct:x'}",
                "threads: {poolSize: 2}",
                "bean: {beanType: java.lang.Runtime, method: exit}",
                "multicast: {steps: [{to: 'direct:a'}]}",
                "recipientList: {simple: '${body}'}",
                "routingSlip: {simple: '${body}'}",
                "dynamicRouter: {simple: '${body}'}",
                "enrich: {constant: 'direct:a'}",
                "pollEnrich: {constant: 'direct:a'}",
                "loop: {constant: 9}",
                "delay: {constant: 9}",
                "throttle: {constant: 9}",
                "aggregate: {correlationExpression: {constant: 9}, completionSize: 1, steps: [{to: 'direct:a'}]}",
                "idempotentConsumer: {constant: a, idempotentRepository: a}",
                "unmarshal: {json: {}}",
                "marshal: {json: {}}",
                "convertBodyTo: {type: java.lang.String}",
                "setExchangePattern: InOnly",
                "resequence: {constant: a}",
                "sort: {simple: '${body}'}",
                "circuitBreaker: {steps: [{to: 'direct:a'}]}",
                "loadBalance: {steps: [{to: 'direct:a'}]}",
                "kamelet: {name: x}",
                "transacted: {}",
                "rollback: {}",
                "setVariable: {name: a, constant: b}",
            })
    void refusesAStepOffTheList(String step) throws Exception {
        String name = step.substring(0, step.indexOf(':'));
        assertRefused(TOP, step, "the step '" + name + "' is not on the list that routes may use: choice, doCatch");
    }

    @Test
    void refusesAStepThatDoesNotExist() throws Exception {
        assertRefused(TOP, "acccept: {}", "acccept");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:/tmp",
                "exec:rm",
                "http://x.example",
                "https://x.example",
                "jms:queue:a",
                "seda:a",
                "bean:x",
                "class:java.lang.Runtime",
                "controlbus:route",
                "language:simple",
                "agency-queues:a",
                "timer:a",
                "foo:bar",
                "mock:a",
                "scheduler:a",
                "dataset:a",
                "ref:hub",
                "stub:a",
                "rest:get",
                "axis:getEdoc"
            })
    void refusesAComponentOffTheList(String uri) throws Exception {
        String scheme = uri.substring(0, uri.indexOf(':'));
        String words = "the component '" + scheme + "' is not on the list that routes may use: direct, hub, log";
        assertRefused(TOP, "to: '" + uri + "'", words);
        assertRefused("""
                - route:
                    id: r
                    from:
                      uri: %s
                      steps:
                        - stop: {}
                """, uri, words);
    }

    @ParameterizedTest
    @ValueSource(strings = {IN_WHEN, IN_OTHERWISE, AFTER_CHOICE, IN_TRY, IN_CATCH, IN_FINALLY, IN_SPLIT})
    void looksIntoEveryCorner(String route) throws Exception {
        assertRefused(route, "to: 'exec:rm'", "the component 'exec'");
        assertRefused(route, "process: {ref: x}", "the step 'process'");
        assertRefused(route, "setBody: {method: {beanType: java.lang.Runtime}}", "the language 'bean'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "setBody: {method: {beanType: java.lang.Runtime, method: exit}} | bean",
                "setBody: {ref: secrets} | ref",
                "setBody: {csimple: x} | csimple",
                "setBody: {language: {language: bean, expression: x}} | bean",
                "setHeader: {name: a, method: {ref: x}} | bean",
                "setProperty: {name: a, expression: {method: {ref: x}}} | bean",
                "transform: {method: {ref: x}} | bean",
                "validate: {expression: {method: {ref: x}}} | bean",
                "filter: {method: {ref: x}, steps: [{stop: {}}]} | bean",
                "split: {method: {ref: x}, steps: [{stop: {}}]} | bean",
                "choice: {when: [{method: {ref: x}, steps: [{stop: {}}]}]} | bean",
            })
    void refusesALanguageThatRunsCode(String step, String language) throws Exception {
        assertRefused(TOP, step, "the language '" + language + "' is not on the list that routes may use: constant");
    }

    @Test
    void refusesALanguageThatDecidesWhatIsCaught() throws Exception {
        Path file = Files.writeString(
                routes.resolve("r.camel.yaml"),
                TOP.formatted(
                        "doTry:\n            steps: [{stop: {}}]\n            doCatch:\n              - exception:"
                                + " [java.lang.Exception]\n                onWhen: {method: {ref: x}}\n                steps: []\n"));
        assertRefused(file + ":9:17", "the language 'bean'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${bean:x}",
                "${type:java.lang.Runtime}",
                "${ref:x}",
                "${camelContext.stop}",
                "${body.getClass.forName('java.lang.Runtime')}",
                "${body.class}",
                "${header.a.bytes}",
                "${env:PATH}",
                "${sysenv.PATH}",
                "${sys.user.home}",
                "${properties:spring.datasource.password}",
                "${date:now:${body}}",
                "$simple{bean:x}",
                "$init{$a := ${body}}init$ x",
            })
    void refusesAFunctionThatRunsOrTellsTooMuch(String function) throws Exception {
        assertRefused(TOP, "log: {message: \"a " + function + "\"}", "function-not-allowed");
        assertRefused(TOP, "setBody: {simple: \"" + function + "\"}", "function-not-allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{spring.datasource.password}}", "{{env:HOME}}", "{{sys:user.home}}", "{{?a}}"})
    void refusesAPlaceholderForASecret(String placeholder) throws Exception {
        assertRefused(TOP, "log: {message: \"a " + placeholder + "\"}", "placeholder-not-allowed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "split: {simple: '${body}', aggregationStrategy: '#class:java.lang.Object', steps: [{stop: {}}]}",
                "to: 'log:a?exchangeFormatter=#x'",
                "to: {uri: 'log:a', parameters: {exchangeFormatter: '#bean:x'}}",
            })
    void refusesAReferenceToAClassOrBean(String step) throws Exception {
        assertRefused(TOP, step, "reference-not-allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"parallelProcessing: true", "parallelAggregate: true", "executorService: x", "timeout: 5"})
    void refusesToSplitInParallel(String option) throws Exception {
        assertRefused(
                TOP,
                "split: {simple: '${body}', " + option + ", steps: [{stop: {}}]}",
                "split may not work in parallel");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "validator:https://x.example/a.xsd",
                "validator:file:/etc/a.xsd",
                "validator:a.xsd",
                "validator:bean:x",
                "validator:file:{{hub.config:config}}/../a.xsd",
            })
    void refusesASchemaFromElsewhere(String uri) throws Exception {
        assertRefused(TOP, "to: '" + uri + "'", "takes files of the configuration only");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "- beans: [{name: x, type: java.lang.ProcessBuilder}] | 'beans'",
                "- onException: {onException: {exception: [java.lang.Exception]}} | 'onException'",
                "- routeConfiguration: {id: a, errorHandler: {noErrorHandler: {}}} | 'routeConfiguration'",
                "- routeTemplate: {id: a, from: {uri: 'exec:rm', steps: []}} | 'routeTemplate'",
                "- templatedRoute: {routeTemplateRef: a} | 'templatedRoute'",
                "- errorHandler: {deadLetterChannel: {deadLetterUri: 'file:x'}} | 'errorHandler'",
                "- rest: {path: /x} | 'rest'",
                "- restConfiguration: {component: jetty} | 'restConfiguration'",
                "- intercept: {steps: []} | 'intercept'",
                "- interceptFrom: {steps: []} | 'interceptFrom'",
                "- onCompletion: {steps: []} | 'onCompletion'",
                "- from: {uri: 'direct:a', steps: []} | 'from'",
                "- dataFormats: {} | 'dataFormats'",
                "- route: {id: a, errorHandler: {noErrorHandler: {}}, from: {uri: 'direct:a', steps: []}} | 'errorHandler'",
                "- route: {id: a, routePolicy: x, from: {uri: 'direct:a', steps: []}} | 'routePolicy'",
                "- route: {id: a, autoStartup: false, from: {uri: 'direct:a', steps: []}} | 'autoStartup'",
            })
    void refusesWhatIsNoRoute(String text, String key) throws Exception {
        Path file = Files.writeString(routes.resolve("r.camel.yaml"), text);
        assertRefused(file + ":1:", "key-not-allowed " + key);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "- routeTemplate: {id: a, from: {uri: 'timer:a', steps: [{to: 'exec:rm'}]}} | 'exec'",
                "- routeTemplate: {id: a, route: {from: {uri: 'timer:a', steps: [{to: 'file:x'}]}}} | 'file'",
                "- routeTemplate: {id: a, from: {uri: 'file:x', steps: [{stop: {}}]}} | 'file'",
                "- routeTemplate: {id: a, beans: [{name: x, type: java.lang.Object}], from: {uri: 'timer:x', steps: []}} | 'beans'",
                "- routeConfiguration: {id: a, onException: [{onException: {exception: [java.lang.Exception], steps: [{to: 'file:x'}]}}]} | 'file'",
                "- routeConfiguration: {id: a, errorHandler: {noErrorHandler: {}}} | 'errorHandler'",
                "- routeConfiguration: {id: a, intercept: [{intercept: {steps: [{to: 'file:x'}]}}]} | 'intercept'",
                "- beans: [{name: x, type: java.lang.Object}] | 'beans'",
            })
    void watchesTheSimulatedSystemsToo(String text, String what) throws Exception {
        Files.createDirectories(routes.resolve("sandbox"));
        Path file = Files.writeString(routes.resolve("sandbox/r.camel.yaml"), text);
        assertThatThrownBy(() -> new RouteFiles(routes, RouteFiles.Simulated.ALL).load(camel))
                .isInstanceOf(InvalidRouteException.class)
                .hasMessageContainingAll(file.toString(), what);
    }

    @Test
    void letsOnlyTheSimulatedSystemsDoWhatTheyMay() throws Exception {
        String route = TOP.formatted("delay: {constant: 9}").replace("direct:r", "timer:r");
        Files.createDirectories(routes.resolve("sandbox"));
        Files.writeString(routes.resolve("sandbox/r.camel.yaml"), route);
        assertThatCode(() -> new RouteFiles(routes, RouteFiles.Simulated.ALL).load(camel))
                .doesNotThrowAnyException();

        Files.writeString(routes.resolve("s.camel.yaml"), route.replace("id: r", "id: s"));
        assertThatThrownBy(() -> new RouteFiles(routes, RouteFiles.Simulated.ALL).load(new DefaultCamelContext()))
                .isInstanceOf(InvalidRouteException.class)
                .hasMessageContaining("s.camel.yaml:");
    }

    /** Also demands that the message names file and line. */
    private void assertRefused(String route, String tried, String words) throws IOException {
        int column = route.substring(0, route.indexOf("%s"))
                .replaceAll("(?s).*\\n", "")
                .length();
        // A block as stewards write it: Camel counts the lines of {…} on its first line one too low.
        String block = tried.replaceFirst("^(\\w+): \\{", "$1:\n" + " ".repeat(column + 2) + "{");
        Path file = Files.writeString(routes.resolve("r.camel.yaml"), route.replace("%s", block));
        int line = (int) route.substring(0, route.indexOf("%s")).lines().count();
        if (words.endsWith("-not-allowed")) {
            line += (int) block.lines().count() - 1; // the value's line, not the step's
        }
        assertRefused(file + ":" + line, words);
    }

    private void assertRefused(String... words) throws IOException {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            assertThatThrownBy(() -> new RouteFiles(routes, RouteFiles.Simulated.NONE).load(context))
                    .isInstanceOf(InvalidRouteException.class)
                    .hasMessageContainingAll(words);
        }
    }
}
