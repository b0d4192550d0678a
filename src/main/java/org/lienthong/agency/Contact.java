package org.lienthong.agency;

import org.jspecify.annotations.Nullable;

/** Where an agency's document office is reached, as the axis lists it; each part may be unknown. */
public record Contact(
        @Nullable String mail,
        @Nullable String mobile,
        @Nullable String fax) {

    public static final Contact NONE = new Contact(null, null, null);
}
