package org.lienthong.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Collects what is wrong, so that a steward sees everything at once and not one mistake per attempt. */
public final class Findings {

    private final List<Finding> found = new ArrayList<>();

    public void add(Position at, String rule, String message) {
        found.add(new Finding(at, rule, message));
    }

    public void addAll(Findings others) {
        found.addAll(others.found);
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    public int size() {
        return found.size();
    }

    public List<Finding> list() {
        return List.copyOf(found);
    }

    /** One finding per line. */
    @Override
    public String toString() {
        return found.stream().map(Finding::toString).collect(Collectors.joining("\n"));
    }
}
