/// The sign of each type of state: lines in a square of 16 pixels.
enum SVGIcon {
    static func path(of type: StateType) -> String {
        switch type {
        // A square with a mark inside.
        case .task:
            "M2.5 4a1.5 1.5 0 0 1 1.5-1.5h8a1.5 1.5 0 0 1 1.5 1.5v8a1.5 1.5 0 0 1-1.5 1.5h-8a1.5 1.5 0 0 1-1.5-1.5zM6.5 5.5 10.5 8l-4 2.5z"
        // An arrow.
        case .pass: "M2 8h11M9 4l4 4-4 4"
        // A rhombus.
        case .choice: "M8 1.5 14.5 8 8 14.5 1.5 8z"
        // A clock.
        case .wait: "M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM8 4.5V8l2.5 1.5"
        // A circle with a tick.
        case .succeed: "M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM5.2 8.2l2 2 3.6-4"
        // A circle with a cross.
        case .fail: "M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4"
        // Two ways beside each other.
        case .parallel: "M8 1.5V4M3.5 7V4h9v3M3.5 7v5.5M12.5 7v5.5M1.5 10.5l2 2 2-2M10.5 10.5l2 2 2-2"
        // Sheets behind each other.
        case .map: "M2.5 6.5h8v7h-8zM5 6.5V4h8v7h-2.5M7.5 4V1.5h7V8H13"
        }
    }
}
