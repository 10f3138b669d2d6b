package io.carillon.webhook.menu;

import java.util.List;

/**
 * The first words of a call that the clinic's assistant takes after them.
 *
 * @param said before it does
 * @param query of the URLs to which a key goes that is pressed meanwhile, and the call where none is, see {@link Turns}
 */
public record HandingOver(List<Phrase> said, String query) {
    public HandingOver {
        said = List.copyOf(said);
    }
}
