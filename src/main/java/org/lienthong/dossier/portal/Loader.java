package org.lienthong.dossier.portal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes of tasks the records that go to the portal. */
final class Loader {

    private final PortalWords words;

    Loader(PortalWords words) {
        this.words = words;
    }

    /** In the order of sending; lanes that are new are told what is known of their dossiers. */
    List<Item> items(TaskRows rows, Lanes lanes, List<TaskRows.Loaded> tasks) throws SQLException {
        List<Item> items = new ArrayList<>();
        Set<String> unknown = new LinkedHashSet<>();
        List<String> codes = new ArrayList<>();
        for (TaskRows.Loaded one : tasks) {
            for (int i = 0; i < one.places().length; i++) {
                String code = RecordCode.of(one.records(), one.starts()[i] - one.from(), one.ends()[i] - one.from());
                codes.add(code);
                if (!lanes.knows(code)) {
                    unknown.add(code);
                }
            }
        }
        Map<String, TaskRows.Known> known = unknown.isEmpty() ? Map.of() : rows.known(unknown);
        int n = 0;
        for (TaskRows.Loaded one : tasks) {
            for (int i = 0; i < one.places().length; i++) {
                String code = codes.get(n++);
                Lane lane = lanes.lane(code);
                TaskRows.Known what = unknown.remove(code) ? known.get(code) : null;
                if (what != null) {
                    lane.portal = what.portal();
                    lane.waiters = what.waiters();
                    lane.alias = what.alias();
                }
                Item item = item(one, i, lane);
                // Named by two tasks: the second time the portal is asked, so that no step is there twice.
                item.doubtful |= item.isProgress() && lanes.has(one.task().batchNo(), item.index());
                items.add(item);
            }
        }
        return items;
    }

    private Item item(TaskRows.Loaded from, int i, Lane lane) {
        int start = from.starts()[i] - from.from();
        int length = from.ends()[i] - from.starts()[i];
        Task task = from.task();
        if (words.keeps(task.agency(), task.kind(), lane.alias)) {
            return new Item(task, from.places()[i], lane, from.records(), start, length, from.doubtful());
        }
        byte[] own = java.util.Arrays.copyOfRange(from.records(), start, start + length);
        byte[] other = words.of(task.agency(), task.kind(), lane.alias, own);
        return new Item(task, from.places()[i], lane, other, 0, other.length, from.doubtful());
    }
}
