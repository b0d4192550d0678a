package org.lienthong;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one hub of their JVM: starting one takes longer than all they do with it. So each test uses documents
 * of its own and looks only at what became of those.
 */
final class SharedHub implements ParameterResolver {

    /**
     * Short, so that tests of slow callers are quick; each is a limit that the shipped configuration sets, too. And what a
     * second person may have to agree to does need one here.
     */
    private static final String[] LIMITS = {
        "--server.tomcat.connection-timeout=2s",
        "--hub.intake.patience=3s",
        "--hub.intake.max-size=8MB",
        "--hub.operations.consent=replay,close",
        "--hub.configuration.approvals=2"
    };

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RunningHub.class;
    }

    @Override
    public RunningHub resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(ExtensionContext.StoreScope.LAUNCHER_SESSION, ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent(Start.class, key -> Start.tried(), Start.class)
                .hub();
    }

    /** One start per JVM, remembered when it failed, too: else each of the tests would wait for another. */
    private record Start(RunningHub started, IOException failure) implements AutoCloseable {

        static Start tried() {
            try {
                return new Start(RunningHub.start("shared", List.of("-Xmx384m"), LIMITS), null);
            } catch (IOException e) {
                return new Start(null, e);
            }
        }

        RunningHub hub() {
            if (started == null) {
                throw new UncheckedIOException(failure);
            }
            return started;
        }

        @Override
        public void close() {
            if (started != null) {
                started.close();
            }
        }
    }
}
