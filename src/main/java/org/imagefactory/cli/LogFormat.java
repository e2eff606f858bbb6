package org.imagefactory.cli;

/** What a line of the log looks like. */
enum LogFormat {
    /** For people, in the form of the original tool. */
    TEXT,
    /** One JSON object a line. */
    JSON
}
