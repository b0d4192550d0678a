package org.lienthong.service;

import org.jspecify.annotations.Nullable;

/** The route that serves a data service: transforms the request, calls the provider, transforms its answer. */
@FunctionalInterface
public interface ServiceRoute {

    /**
     * What came out of the route, before anything is removed from it.
     *
     * @param body JSON: text, bytes, a tree, or a map
     * @param system the provider's system that was called, or null
     */
    record Result(@Nullable Object body, @Nullable String system) {}

    /** @throws org.lienthong.problem.ProblemException when the provider failed or refused */
    Result run(ServiceCall call);
}
