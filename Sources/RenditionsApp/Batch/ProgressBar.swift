/// One line that is drawn again and again.
struct ProgressBar {
    var done: Int
    var total: Int
    var failures: Int

    /// Back to the line's start, and all of it removed.
    static let erasure = "\r\u{1B}[2K"

    /// - Parameter columns: of the terminal; the text is shorter, since a full line would make it scroll.
    func text(columns: Int) -> String {
        let share = total == 0 ? 1 : Double(done) / Double(total)
        let failed = failures == 0 ? "" : ", \(failures) failed"
        let label = " \(Int(share * 100)) %  \(done)/\(total)\(failed)"
        let width = max(0, min(columns - label.count - 4, 50))
        let full = Int((share * Double(width)).rounded(.down))
        return "[" + String(repeating: "#", count: full) + String(repeating: ".", count: width - full) + "]" + label
    }
}
