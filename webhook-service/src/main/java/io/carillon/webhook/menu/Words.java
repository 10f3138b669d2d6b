package io.carillon.webhook.menu;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The words that are understood, of both languages at once: callers do not always speak their clinic's. */
final class Words {

    static final Set<String> EMERGENCY = Set.of(
            "emergency",
            "emergencies",
            "urgence",
            "urgences",
            "urgent",
            "urgente",
            "urgently",
            "ambulance",
            "secours",
            "samu",
            "bleeding",
            "saigne",
            "unconscious",
            "inconscient",
            "inconsciente");

    /** What is dialled in an emergency, said as one word or digit by digit. */
    static final Pattern EMERGENCY_NUMBER = Pattern.compile("\\b(9[ -]?1[ -]?1|1[ -]?1[ -]?2|9[ -]?9[ -]?9"
            + "|nine one one|nine eleven|one one two|neuf un un|neuf cent onze|cent douze|un un deux|cent quinze)\\b");

    static final Set<String> PERSON = Set.of(
            "person",
            "human",
            "receptionist",
            "reception",
            "agent",
            "operator",
            "someone",
            "somebody",
            "representative",
            "personne",
            "humain",
            "receptionniste",
            "secretaire",
            "secretariat",
            "operateur",
            "operatrice",
            "accueil",
            "quelquun");

    static final Set<String> BOOK =
            Set.of("book", "booking", "appointment", "schedule", "rendez", "rdv", "reserver", "reservation", "prendre");

    static final Set<String> MOVE = Set.of(
            "move",
            "change",
            "reschedule",
            "postpone",
            "deplacer",
            "changer",
            "modifier",
            "reporter",
            "decaler",
            "repousser",
            "avancer");

    static final Set<String> CANCEL =
            Set.of("cancel", "cancellation", "cancelling", "annuler", "annulation", "annule", "supprimer");

    static final Set<String> OTHER = Set.of(
            "other",
            "others",
            "another",
            "more",
            "later",
            "none",
            "neither",
            "next",
            "autre",
            "autres",
            "aucun",
            "aucune",
            "suivant",
            "suivants",
            "tard");

    static final Set<String> ANOTHER_DAY = Set.of("day", "days", "tomorrow", "jour", "jours", "demain");

    static final Set<String> YES =
            Set.of("yes", "yeah", "yep", "sure", "correct", "right", "oui", "ouais", "daccord", "confirm", "confirmer");

    static final Set<String> NO = Set.of("no", "nope", "not", "dont", "keep", "non", "pas", "garder", "garde");

    static final Set<String> AGAIN =
            Set.of("again", "repeat", "pardon", "repeter", "repetez", "encore", "redire", "reecouter");

    static final Set<String> BACK = Set.of("back", "menu", "retour", "revenir");

    /** Words that stand for one offer wherever they are said. */
    static final Map<String, Integer> ORDINALS = Map.ofEntries(
            Map.entry("1", 1),
            Map.entry("first", 1),
            Map.entry("1st", 1),
            Map.entry("premier", 1),
            Map.entry("premiere", 1),
            Map.entry("2", 2),
            Map.entry("two", 2),
            Map.entry("second", 2),
            Map.entry("2nd", 2),
            Map.entry("deux", 2),
            Map.entry("deuxieme", 2),
            Map.entry("seconde", 2),
            Map.entry("3", 3),
            Map.entry("three", 3),
            Map.entry("third", 3),
            Map.entry("3rd", 3),
            Map.entry("trois", 3),
            Map.entry("troisieme", 3));

    /** "One" and "un" also mean many other things ("dans un instant", "that one"): only next to nothing but these. */
    static final Set<String> ONE = Set.of("one", "un", "une");

    static final Set<String> BESIDE_ONE = Set.of(
            "number", "numero", "option", "choice", "choix", "le", "la", "the", "for", "pour", "press", "please", "sil",
            "vous", "plait", "slot", "time", "horaire", "i", "je", "take", "want", "prends", "veux", "ok", "okay",
            "yes", "oui", "um", "uh", "er", "well", "euh", "heu", "touche", "or", "ou", "and", "et");

    private Words() {}

    /** In lower case without accents and apostrophes, so that "quelqu'un" is one word and "J'ai" another. */
    static String plain(String speech) {
        return Normalizer.normalize(speech, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("['\u2019]", "")
                .replaceAll("\\b(first|second|third) one\\b", "$1");
    }

    /** The words of {@link #plain} text, in order. */
    static List<String> of(String plain) {
        return Arrays.stream(plain.split("[^a-z0-9]+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
