package org.lienthong.dossier.portal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lienthong.dossier.RecordKind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A record on its way to the portal. */
final class Item {

    /** How it ended. */
    enum End {
        TAKEN,
        REFUSED,
        /** Its dossier is not accepted yet. */
        WAITS
    }

    private static final int SOLITARY = 3;

    final Task task;
    final int place;
    final Lane lane;
    private final byte[] source;
    private final int start;
    private final int length;

    /** Whether it may have been taken already; the portal is asked before it is sent. */
    boolean doubtful;

    /** Answers that could not be understood, while the portal understood others. */
    int puzzles;

    long puzzledNanos;

    /** Before that nobody asks about it: what was sent may still be on its way through the portal. */
    long settledNanos;

    /** When it could first be sent. */
    long readyNanos;

    @Nullable
    End end;

    String words = "";

    Item(Task task, int place, Lane lane, byte[] source, int start, int length, boolean doubtful) {
        this.task = task;
        this.place = place;
        this.lane = lane;
        this.source = source;
        this.start = start;
        this.length = length;
        this.doubtful = doubtful;
    }

    /** Whether it goes alone, because it may be what the portal stumbles over. */
    boolean isSolitary() {
        return puzzles >= SOLITARY;
    }

    boolean isProgress() {
        return task.kind() == RecordKind.PROGRESS;
    }

    int length() {
        return length;
    }

    byte[] bytes() {
        return Arrays.copyOfRange(source, start, start + length);
    }

    /** @return the position behind it */
    int copyTo(byte[] target, int at) {
        System.arraycopy(source, start, target, at, length);
        return at + length;
    }

    /** 1 to 10; read from the record, so not for every one. */
    int state() {
        JsonNode record = JsonMapper.shared().readTree(bytes());
        return record.path(isProgress() ? "TrangThai" : "TrangThaiHoSo").asInt(0);
    }

    /** Index in its batch. */
    int index() {
        return task.first() + place;
    }
}
