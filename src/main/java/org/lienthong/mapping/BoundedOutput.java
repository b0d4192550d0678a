package org.lienthong.mapping;

import java.io.ByteArrayOutputStream;

/** Takes what a mapping writes until it is too much. */
final class BoundedOutput extends ByteArrayOutputStream {

    /** Not an IOException, so that no serializer makes something else of it. */
    static final class TooMuch extends RuntimeException {
        TooMuch() {
            super("too much output", null, false, false);
        }
    }

    private final long limit;

    BoundedOutput(long limit) {
        this.limit = limit;
    }

    @Override
    public synchronized void write(int b) {
        demand(1);
        super.write(b);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        demand(length);
        super.write(bytes, offset, length);
    }

    private void demand(int more) {
        if (size() + (long) more > limit) {
            throw new TooMuch();
        }
    }
}
