package org.lienthong.mapping;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.lienthong.codelist.CodeLists;

/**
 * The scheme {@code map:<file>}: a step that replaces the body by what a mapping of the configuration makes of it, and
 * sets {@code Content-Type}. The mapping is compiled before the route starts and can do nothing else.
 */
public final class MapComponent extends DefaultComponent {

    private final Mappings mappings;
    private final MappingSettings settings;
    private final TimedRuns runs;

    MapComponent(Mappings mappings, MappingSettings settings) {
        this.mappings = mappings;
        this.settings = settings;
        this.runs = new TimedRuns(settings);
    }

    /** A component with the preset limits, for trying out routes of a directory outside a running hub. */
    public static MapComponent of(Path directory, CodeLists codes, Clock clock) {
        return Mappings.read(directory, codes, clock, Runnable::run).component();
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        Mapping mapping = mappings.find(remaining);
        if (mapping == null) {
            throw new IllegalArgumentException("map:" + remaining + ": there is no such file in config/mappings");
        }
        return new MapEndpoint(uri, this, mapping);
    }

    MappingSettings settings() {
        return settings;
    }

    TimedRuns runs() {
        return runs;
    }

    @Override
    protected void doShutdown() throws Exception {
        runs.close();
        super.doShutdown();
    }
}
