package org.lienthong.sandbox;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The axis did not answer, or answered that it cannot now: trying again later makes sense. */
final class AxisUnavailableException extends IOException {

    private static final long serialVersionUID = 1;

    AxisUnavailableException(AxisOperation operation, String why, @Nullable Throwable cause) {
        super(operation.wireName() + ": " + why, cause);
    }
}
