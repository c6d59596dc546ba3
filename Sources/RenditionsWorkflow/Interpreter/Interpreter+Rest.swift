#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

extension Interpreter {
    /// Until when nothing but time is waited for; nil while tasks are under way, there is more to do at once, or it has
    /// ended.
    package var restsUntil: Date? { snapshot.tasks.isEmpty && !wantsWake ? nextWake : nil }
}
