package org.lienthong.dossier;

import org.jspecify.annotations.Nullable;

/**
 * What a chunk of records made of a dossier.
 *
 * @param before null when the dossier is new
 */
public record DossierChange(@Nullable Dossier before, Dossier after) {}
