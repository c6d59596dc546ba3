/// How long a run had gone on, as traces say it: `hours:minutes:seconds.milliseconds`.
struct TraceTime: CustomStringConvertible {
    var milliseconds: Int

    var description: String {
        let seconds = milliseconds / 1000
        return
            "\(seconds / 3600):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2)).\(padded(milliseconds % 1000, 3))"
    }

    private func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
