"""Services of AWS on one machine: moto, mended, behind signatures and policies that count, with functions that run."""
