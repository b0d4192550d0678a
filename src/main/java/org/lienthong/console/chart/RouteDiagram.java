package org.lienthong.console.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where the steps of a route stand: one below the other, alternatives side by side.
 *
 * @param lines SVG path data of what connects them
 */
public record RouteDiagram(int width, int height, List<Box> boxes, List<String> lines) {

    public static final int BOX_WIDTH = 290;
    public static final int BOX_HEIGHT = 50;

    private static final int GAP = 26;
    private static final int ASIDE = 24;
    private static final int MARGIN = 10;

    /**
     * A step, with what is inside it.
     *
     * @param id by which its counts are found
     * @param word as in YAML
     * @param label what it does, short
     * @param line in the file, or 0
     * @param children what is done inside
     * @param alternatives whether only one of the children is
     */
    public record Step(String id, String word, String label, int line, List<Step> children, boolean alternatives) {}

    public record Box(String id, String word, String label, int line, int x, int y) {}

    private record Point(int x, int y) {}

    /** Lays out a route's beginning and its steps. */
    public static RouteDiagram of(List<Step> steps) {
        Drawing drawing = new Drawing();
        drawing.sequence(steps, MARGIN, MARGIN, List.of());
        return new RouteDiagram(
                drawing.right + MARGIN, drawing.below + MARGIN, List.copyOf(drawing.boxes), List.copyOf(drawing.lines));
    }

    private static final class Drawing {

        private final List<Box> boxes = new ArrayList<>();
        private final List<String> lines = new ArrayList<>();
        private int right;
        private int below;

        /** Returns where what follows is connected to. */
        List<Point> sequence(List<Step> steps, int x, int y, List<Point> from) {
            List<Point> ends = from;
            int top = y;
            for (Step step : steps) {
                int start = boxes.size();
                ends = step(step, x, top, ends);
                int lowest = boxes.subList(start, boxes.size()).stream()
                        .mapToInt(Box::y)
                        .max()
                        .orElse(top);
                top = lowest + BOX_HEIGHT + GAP;
            }
            return ends;
        }

        private List<Point> step(Step step, int x, int y, List<Point> from) {
            boxes.add(new Box(step.id(), step.word(), step.label(), step.line(), x, y));
            right = Math.max(right, x + BOX_WIDTH);
            below = Math.max(below, y + BOX_HEIGHT);
            from.forEach(point -> lines.add(curve(point, new Point(x + BOX_WIDTH / 2, y))));
            Point end = new Point(x + BOX_WIDTH / 2, y + BOX_HEIGHT);
            if (step.children().isEmpty()) {
                return List.of(end);
            }
            int inside = y + BOX_HEIGHT + GAP;
            if (!step.alternatives()) {
                return sequence(step.children(), x + ASIDE, inside, List.of(end));
            }
            List<Point> ends = new ArrayList<>();
            int column = x;
            for (Step child : step.children()) {
                int before = right;
                right = 0;
                ends.addAll(sequence(List.of(child), column, inside, List.of(end)));
                int used = right;
                right = Math.max(before, used);
                column = used + ASIDE;
            }
            return ends;
        }

        private static String curve(Point from, Point to) {
            int middle = (from.y() + to.y()) / 2;
            return String.format(
                    Locale.ROOT,
                    "M%d %d C%d %d %d %d %d %d",
                    from.x(),
                    from.y(),
                    from.x(),
                    middle,
                    to.x(),
                    middle,
                    to.x(),
                    to.y());
        }
    }
}
