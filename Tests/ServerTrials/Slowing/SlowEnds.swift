/// What became of many slow clients.
package struct SlowEnds: Sendable {
    let all: [SlowEnd]

    package init(all: [SlowEnd]) { self.all = all }

    func timings(of name: String? = nil) -> Timings {
        all.filter { name == nil || $0.name == name }.reduce(into: Timings()) { $0.add($1.time) }
    }

    /// `408 500, none 500`
    var statuses: String {
        Dictionary(grouping: all) { $0.status.map(String.init) ?? "none" }
            .sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.count)" }.joined(separator: ", ")
    }

    func text(_ name: String? = nil) -> String {
        "p50 \(timings(of: name).text(0.5)), worst \(timings(of: name).text(1))"
    }

    func cut(with status: Int) -> Int { all.count { $0.wasCut && $0.status == status } }

    /// All are cut, and answered nothing but what may be said to them.
    ///
    /// - Parameter seconds: up to which one may be there that is not cut.
    package func judge(statuses: Set<Int>, bearable seconds: Double = 0, _ verdict: Verdict) {
        for end in all {
            let time = end.time / .seconds(1)
            if !end.wasCut, time > seconds {
                verdict.add("a client slow with \(end.name) was not cut in \(Timings.text(time))")
            }
            if let status = end.status, !statuses.contains(status) {
                verdict.add("a client slow with \(end.name) was answered \(status)")
            }
        }
    }

    /// - Parameter limit: seconds that the server may bear one by its settings.
    package func judge(_ name: String, within limit: Double, _ verdict: Verdict) {
        let most = limit + Bars.lateness / .seconds(1)
        guard let worst = timings(of: name).quantile(1), worst > most else { return }
        verdict.missBar("a client slow with \(name) was cut after \(Timings.text(worst)), of \(Timings.text(most))")
    }
}
