package io.carillon.webhook.menu;

import io.carillon.webhook.call.BookedSlot;
import io.carillon.webhook.call.HeldSlot;
import java.util.List;

/** Which question the caller is answering, with what the answer is about. */
sealed interface State {

    /** The times that are held for the caller to choose from; none at most questions. */
    default List<HeldSlot> held() {
        return switch (this) {
            case ChoosingSlot(List<HeldSlot> offered) -> offered;
            case ChoosingNewSlot(String proof, BookedSlot moving, List<HeldSlot> offered) -> offered;
            case AtMenu menu -> List.of();
            case Identifying identifying -> List.of();
            case ChoosingAppointment choosing -> List.of();
            case Deciding deciding -> List.of();
        };
    }

    /** Book, move, cancel, a person? */
    record AtMenu() implements State {}

    /** Which of these, all held for the call? */
    record ChoosingSlot(List<HeldSlot> offered) implements State {
        public ChoosingSlot {
            offered = List.copyOf(offered);
        }
    }

    /** What is your date of birth? */
    record Identifying(Purpose purpose) implements State {}

    /** @param proof of who calls, as {@link io.carillon.webhook.call.IdentityDesk#proof} made it */
    record ChoosingAppointment(Purpose purpose, String proof, List<BookedSlot> appointments) implements State {
        public ChoosingAppointment {
            appointments = List.copyOf(appointments);
        }
    }

    /** When instead? */
    record ChoosingNewSlot(String proof, BookedSlot moving, List<HeldSlot> offered) implements State {
        public ChoosingNewSlot {
            offered = List.copyOf(offered);
        }
    }

    /** Really cancel? */
    record Deciding(String proof, BookedSlot cancelling) implements State {}

    /** What somebody is asked who they are for. */
    enum Purpose {
        MOVE,
        CANCEL
    }
}
