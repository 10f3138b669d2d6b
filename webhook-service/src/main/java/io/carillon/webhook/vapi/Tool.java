package io.carillon.webhook.vapi;

/** Something an assistant can have done. */
interface Tool {

    /** By which an assistant calls it. */
    String name();

    /**
     * Never throws for what a service did wrong. Blocks: called on a virtual thread.
     *
     * @throws InvalidArgumentException where the assistant has to ask the caller, or write something differently
     */
    ToolResult call(ToolArguments arguments, ToolContext context);
}
